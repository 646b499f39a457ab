/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * filters: which findings are shown. What is chosen stands in the address behind `#`, so that it can be sent to others
 * and the way back works.
 *
 *	#view=findings&check=mutex,alloc&dir=drivers/gpio&q=probe     a list
 *	#f=FINGERPRINT                                                a finding, whatever the filters say
 */

const state = new URLSearchParams();

/* Takes changes ({name: value, or '' for none}) into the address; `step`: as a step that one can go back from. */
function go(changes, step) {
  for (const [name, value] of Object.entries(changes))
    if (value)
      state.set(name, value);
    else
      state.delete(name);
  const hash = `#${state.toString().replaceAll('%2F', '/').replaceAll('%2C', ',')}`;

  if (step)
    history.pushState(null, '', hash);
  else
    history.replaceState(null, '', hash);
  render();
}

const FACETS = [
  { name: 'severity', title: 'Severity', of: (finding) => finding.severity, order: SEVERITIES },
  { name: 'confidence', title: 'Confidence', of: (finding) => finding.confidence, order: LEVELS },
  { name: 'check', title: 'Check', of: (finding) => finding.rule.id },
  { name: 'began', title: 'Lock or context', of: (finding) => finding.began },
  { name: 'status', title: 'Status', of: (finding) => finding.status, order: ['open', 'new', 'unchanged', 'allowed'] },
];

const chosen = (name) => (state.get(name) || '').split(',').filter(Boolean).map(decodeURIComponent);

const choice = (values) => values.map((value) => value.replace(/[%,]/g, encodeURIComponent)).join(',');

const inDirectory = (finding, directory) =>
  !directory || finding.below === directory || finding.below.startsWith(`${directory}/`);

/* Those that all filters let through, the facet `but` aside. */
function selected(but) {
  const tests = FACETS.filter((facet) => facet.name !== but && state.get(facet.name))
    .map((facet) => [facet.of, new Set(chosen(facet.name))]);
  const words = (state.get('q') || '').toLowerCase().split(/\s+/).filter(Boolean);
  const directory = but === 'dir' ? '' : state.get('dir');

  return report.findings.filter((finding) =>
    tests.every(([of, set]) => set.has(of(finding))) && inDirectory(finding, directory) &&
    words.every((word) => finding.text.includes(word)));
}

const byPlace = (a, b) => a.index - b.index;
const ORDERS = {
  confidence: (a, b) => LEVELS.indexOf(a.confidence) - LEVELS.indexOf(b.confidence) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || byPlace(a, b),
  place: byPlace,
  check: (a, b) => (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : byPlace(a, b)),
  length: (a, b) => a.steps.length - b.steps.length || byPlace(a, b),
};

/* [value, how many], the most first, or in the order given. */
function tally(findings, of, order) {
  const counts = new Map();

  for (const finding of findings)
    counts.set(of(finding), (counts.get(of(finding)) || 0) + 1);
  return [...counts].sort(order ? (a, b) => order.indexOf(a[0]) - order.indexOf(b[0]) :
    (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function facetChoices(facet) {
  const counts = new Map(tally(selected(facet.name), facet.of));
  const now = chosen(facet.name);

  return tally(report.findings, facet.of, facet.order).map(([value]) => h('label', { class: 'choice' },
    h('input', {
      type: 'checkbox', checked: now.includes(value),
      onchange: (event) => {
        const rest = chosen(facet.name).filter((other) => other !== value);

        go({ [facet.name]: choice(event.target.checked ? [...rest, value] : rest) });
      },
    }), h('span', {}, value), h('span', { class: 'n' }, count(counts.get(value) || 0))));
}

/* Where one goes from a directory: up, and to what is in it. */
function directoryChoices() {
  const now = state.get('dir') || '';
  const depth = now ? now.split('/').length + 1 : 1;
  const inside = selected('dir').filter((finding) => inDirectory(finding, now));
  const entry = (value, text, number) => h('button', { class: 'choice', type: 'button', onclick: () => go({ dir: value }) },
    h('span', {}, text), h('span', { class: 'n' }, number));
  const up = now && entry(now.includes('/') ? now.slice(0, now.lastIndexOf('/')) : '', '↑ up', '');

  return [up, ...tally(inside, (finding) => finding.below.split('/').slice(0, depth).join('/'))
    .filter(([value]) => value !== now)
    .map(([value, number]) => entry(value, value.slice(now ? now.length + 1 : 0), count(number)))];
}

/* A menu that fills itself when it is opened. */
function menu(name, title, choices) {
  const panel = h('div', { class: 'panel' });
  const label = h('summary', {}, title);
  const node = h('details', { class: 'menu', name: 'filter', ontoggle: () => update() }, label, panel);

  function update() {
    const now = name === 'dir' ? [state.get('dir') || ''].filter(Boolean) : chosen(name);
    const focus = panel.contains(document.activeElement) ? [...panel.children].findIndex(
      (child) => child.contains(document.activeElement)) : -1;

    label.replaceChildren(title, now.length ? h('span', { class: 'set' },
      now.length === 1 ? now[0] : String(now.length)) : '');
    node.classList.toggle('active', now.length > 0);
    if (!node.open)
      return;
    panel.replaceChildren(...choices().filter(Boolean));
    if (focus >= 0 && panel.children[focus])
      (panel.children[focus].querySelector('input') || panel.children[focus]).focus();
  }
  return { node, update };
}

const menus = [
  ...FACETS.filter((facet) => new Set(report.findings.map(facet.of)).size > 1 || facet.name === 'check')
    .map((facet) => menu(facet.name, facet.title, () => facetChoices(facet))),
  menu('dir', 'Directory', directoryChoices),
];

const clearFilters = () => go({ q: '', dir: '', ...Object.fromEntries(FACETS.map((facet) => [facet.name, ''])) });
