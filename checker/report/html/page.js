/* SPDX-License-Identifier: GPL-2.0-only */
/* page: which view is shown, keys, light and dark, paper. */

const VIEWS = {
  overview: { render: renderOverview },
  findings: { render: renderFindings, list: findingList, search, close: { f: '' } },
  contexts: { render: renderContexts, list: contextList, search: $('function-search'), close: { fn: '' } },
};

const viewName = () => (state.get('view') in VIEWS ? state.get('view') : state.get('f') ? 'findings' : 'overview');

function render() {
  const now = viewName();

  for (const name of Object.keys(VIEWS))
    $(name).hidden = name !== now;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.view === now)
      link.setAttribute('aria-current', 'page');
    else
      link.removeAttribute('aria-current');
  }
  VIEWS[now].render();
}

function readAddress() {
  for (const name of [...state.keys()])
    state.delete(name);
  for (const [name, value] of new URLSearchParams(location.hash.slice(1)))
    state.set(name, value);
  render();
}

addEventListener('hashchange', readAddress);
addEventListener('popstate', readAddress);
for (const link of document.querySelectorAll('nav a'))
  link.addEventListener('click', (event) => {
    event.preventDefault();
    go({ view: link.dataset.view }, true);
  });
$('skip').addEventListener('click', () => $('main').focus());

/* ---- filters ---- */

$('filters').append(...menus.map(({ node }) => node));
search.addEventListener('input', () => go({ q: search.value }));
$('function-search').addEventListener('input', (event) => go({ cq: event.target.value }));
order.addEventListener('change', () => go({ sort: order.value }));
$('clear').addEventListener('click', clearFilters);
document.addEventListener('click', (event) => {
  for (const open of document.querySelectorAll('details.menu[open]'))
    if (!open.contains(event.target) && event.target.isConnected)
      open.open = false;
});

/* ---- keys ---- */

function escape() {
  const menuOpen = document.querySelector('details.menu[open]');
  const { close, list } = VIEWS[viewName()];

  if (menuOpen) {
    menuOpen.open = false;
    menuOpen.firstElementChild.focus();
  } else if (document.activeElement.matches('input[type=search]')) {
    document.activeElement.blur();
    list.box.focus();
  } else if (close) {
    go(close);
    list.box.focus();
  }
}

function key(event) {
  const { list, search: field } = VIEWS[viewName()];
  const { target } = event;
  const views = { 1: 'overview', 2: 'findings', 3: 'contexts' };
  /* Letters are for the page where nobody writes; arrows and Enter only where no other control wants them. */
  const free = target === document.body || target.closest('.list') || (/^[a-z]$/.test(event.key) && !target.matches('input, select'));

  if (event.ctrlKey || event.altKey || event.metaKey || $('keys').open)
    return;
  if (event.key === 'Escape')
    escape();
  else if (target.matches('input[type=search]') && (event.key === 'Enter' || event.key === 'ArrowDown'))
    list.box.focus();
  else if (target.matches('input, select'))
    return;
  else if (event.key === '/' && field) {
    field.focus();
    field.select();
  } else if (event.key === '?')
    $('keys').showModal();
  else if (event.key in views)
    go({ view: views[event.key] }, true);
  else if ((event.key === 'n' || event.key === 'p') && viewName() === 'findings' && openedFinding)
    stepBy(event.key === 'n' ? 1 : -1);
  else if (event.key === 'c')
    clearFilters();
  else if (!list || !free || !list.key(event.key))
    return;
  event.preventDefault();
  /* The finding that is open follows the keys, so that one reads on without a second key. */
  if (list && list.opened && (event.key === 'j' || event.key === 'k') && list.items.length)
    list.choose(list.items[list.current]);
}

document.addEventListener('keydown', key);
$('help').addEventListener('click', () => $('keys').showModal());
$('close-keys').addEventListener('click', () => $('keys').close());

/* ---- light and dark ---- */

const THEMES = ['auto', 'light', 'dark'];
let theme = 'auto';

function setTheme(name) {
  theme = THEMES.includes(name) ? name : 'auto';
  document.documentElement.dataset.theme = theme;
  $('theme').textContent = { auto: '◐ Auto', light: '☀ Light', dark: '☾ Dark' }[theme];
}

/* A page from a file may have no storage. */
function stored(value) {
  try {
    if (value !== undefined)
      localStorage.setItem('tophalf-theme', value);
    return localStorage.getItem('tophalf-theme');
  } catch {
    return null;
  }
}

$('theme').addEventListener('click', () => {
  setTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]);
  stored(theme);
});
setTheme(stored());

/* ---- paper ---- */

addEventListener('beforeprint', () => {
  if (viewName() === 'findings' && !openedFinding)
    $('paper').replaceChildren(...paperList());
});
addEventListener('afterprint', () => $('paper').replaceChildren());

$('version').textContent = `tophalf ${report.version}`;
readAddress();
