/* SPDX-License-Identifier: GPL-2.0-only */
/* findings: the list, and the one that is open. */

const search = $('search');
const order = $('order');

const badge = (text, kind, title) => h('span', { class: `badge ${kind}`, title }, text);

const mark = (severity) => h('span', { class: `sign ${severity}`, title: severity, 'aria-label': `${severity}:`, role: 'img' }, MARKS[severity]);

/* "mutex_lock() in settle()", or what is wrong with a call in itself. */
const title = (finding) => (finding.root ? [h('code', {}, `${finding.op}()`), ' in ', h('code', {}, `${finding.in}()`)] :
  withCalls(finding.message));

const standing = (finding) => ({
  allowed: badge('allowed', 'quiet', finding.allowed), unchanged: badge('known', 'quiet', 'in the baseline'),
  new: badge('new', 'new', 'not in the baseline'),
}[finding.status]);

function findingRow(finding) {
  return [
    h('div', { class: 'first' }, mark(finding.severity), h('span', { class: 'title' }, title(finding)),
      finding.root && h('span', { class: 'began' }, finding.began, ' · ', finding.root.in, '()')),
    h('div', { class: 'second' }, h('span', { class: 'file' }, h('bdi', {}, `${finding.below}:${finding.line}`)),
      finding.root && h('span', { class: 'from' }, `from ${finding.root.in}()`),
      standing(finding), badge(finding.rule.id, 'check'), badge(finding.confidence, finding.confidence, `${finding.confidence} confidence`)),
  ];
}

const findingList = new List($('list'), {
  row: findingRow,
  choose: (finding) => go({ f: finding.id }, !state.get('f')),
  empty: report.findings.length ? 'No finding matches.' : 'Nothing was found.',
});

/* ---- the one that is open ---- */

function showStep(number) {
  const node = $(`step-${number}`);

  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: 'center' });
}

/* The next of the steps, from the one that has the focus. */
function stepBy(by) {
  const now = document.activeElement.id.startsWith('step-') ? Number(document.activeElement.id.slice(5)) : by > 0 ? -1 : 1;
  const next = now + by;

  if ($(`step-${next}`))
    showStep(next);
}

function summary(finding) {
  const { root } = finding;
  const calls = finding.steps.filter((step) => step.calls !== undefined).length;
  const began = root && (root.region !== undefined ?
    [h('b', {}, root.title), root.by ? [' since ', fn(root.by)] : ' as declared', ' in ', fn(root.in)] :
    [fn(root.in), ' runs as ', h('b', {}, root.title), ', set up through ', h('code', {}, root.by)]);
  const term = (name, ...text) => [h('dt', {}, name), h('dd', {}, ...text)];

  return h('dl', { class: 'summary' },
    began && term('Began', began),
    finding.also.length > 0 && term('Runs in', finding.also.map((context, i) =>
      [i ? ', ' : '', context.title, ' (', fn(context.in), ')'])),
    term('Does', fn(finding.op), ' in ', fn(finding.in), calls ? `, ${plural(calls, 'call')} further down` : ''),
    (finding.if.length > 0 || finding.lost > 0) && term('Only if', finding.if.map((condition, i) => [i ? ', ' : '', h('code', {}, condition)]),
      finding.lost > 0 && [finding.if.length ? ', and ' : '', plural(finding.lost, finding.if.length ? 'more condition' : 'condition'),
        ' that cannot be told here']),
    term('Instead', withCalls(finding.rule.instead)),
    finding.allowed !== undefined && term('Allowed', finding.allowed),
    finding.status === 'unchanged' && term('Known', 'The baseline has this finding.'));
}

function explanation(rule) {
  const example = (label, text) => {
    const colour = colouring();

    return text && h('figure', {}, h('figcaption', {}, label),
      h('pre', { tabindex: 0 }, text.replace(/\n$/, '').split('\n').map((line) => [colour(line), '\n'])));
  };

  return h('details', { class: 'why' }, h('summary', {}, 'Why this is a bug: ', rule.title),
    h('p', {}, withCalls(rule.why)), h('div', { class: 'examples' }, example('Wrong', rule.bad), example('Right', rule.good)));
}

function copyButton(finding) {
  const button = h('button', {
    type: 'button', title: 'Copy a link to this finding',
    onclick: () => navigator.clipboard.writeText(`${location.href.replace(/#.*/, '')}#f=${finding.id}`)
      .then(() => { button.textContent = 'Copied'; }, () => { button.textContent = 'Not allowed'; }),
  }, 'Copy link');

  return button;
}

function detail(finding) {
  return h('article', { class: finding.grey ? 'grey' : '' },
    h('div', { class: 'tools' },
      h('button', { type: 'button', class: 'back', onclick: () => go({ f: '' }), title: 'Close (Esc)' }, '✕ Close'),
      h('span', { class: 'id' }, finding.id), copyButton(finding),
      h('button', { type: 'button', onclick: () => print(), title: 'Print this finding' }, 'Print')),
    h('header', {},
      h('h2', { id: 'opened', tabindex: -1 }, mark(finding.severity), ' ', title(finding)),
      h('p', { class: 'message' }, finding.root ? [finding.rule.title, ': ', h('b', {}, finding.began)] : finding.rule.title),
      h('p', { class: 'place', title: finding.file }, pathText(finding.below, finding.line), badge(finding.rule.id, 'check'),
        badge(`${finding.confidence} confidence`, finding.confidence), standing(finding))),
    h('div', { class: 'body' },
      h('div', { class: 'story' }, summary(finding), h('h3', {}, 'Path'), pathOf(finding), explanation(finding.rule)),
      h('aside', { 'aria-label': 'Calls' }, picture(finding, showStep))));
}

let openedFinding = null;

function openFinding(finding) {
  if (finding === openedFinding)
    return;
  openedFinding = finding;
  findingList.open(finding);
  $('detail').replaceChildren(...(finding ? [detail(finding)] : []));
  $('detail').scrollTop = 0;
  $('findings').classList.toggle('split', Boolean(finding));
}

function renderFindings() {
  const found = selected().sort(ORDERS[state.get('sort')] || ORDERS.confidence);
  const id = state.get('f');
  const filtered = found.length !== report.findings.length;

  for (const { update } of menus)
    update();
  if (search.value !== (state.get('q') || ''))
    search.value = state.get('q') || '';
  order.value = state.get('sort') in ORDERS ? state.get('sort') : 'confidence';
  $('clear').hidden = !filtered;
  $('shown').textContent = filtered ? `${count(found.length)} of ${plural(report.findings.length, 'finding')}` :
    plural(found.length, 'finding');
  findingList.show(found);
  $('unknown').hidden = !id || findingById.has(id);
  openFinding(findingById.get(id) || null);
}

/* On paper, where none is open: the list, all of it within reason. */
function paperList() {
  const MOST = 1000;
  const found = findingList.items.slice(0, MOST);
  const rest = findingList.items.length - found.length;

  return [
    h('h2', {}, plural(findingList.items.length, 'finding')),
    ...found.map((finding) => h('p', { class: finding.grey ? 'grey' : '' }, h('b', {}, `${finding.file}:${finding.line}`), h('br'),
      `${finding.severity}: ${finding.message} [${finding.rule.id}]`)),
    rest > 0 && h('p', {}, `… and ${count(rest)} more. Filter to print them.`),
  ].filter(Boolean);
}
