/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * contexts: which functions run in which context, and what set that up.
 *
 * Functions and roots are arrays, as report/html/contexts.c describes them.
 */
const LIMITS = {
  sleep: 'may sleep', config: 'may not sleep', spin: 'raw spin locks only', free: 'may not wait for anything',
};
const NAME = 0, FILE = 1, LINE = 2, HEADER = 3, WAYS = 4;

const known = {
  get all() {
    return documentOf('contexts');
  },
};

const keyOf = (f) => `${known.all.files[f[FILE]]}:${f[LINE]}:${f[NAME]}`;

/* How a function comes to run in a context: {caller, line}. */
function wayOf(f, context) {
  for (let i = WAYS; i < f.length; i += 3)
    if (f[i] === context)
      return { caller: f[i + 1], line: f[i + 2] };
  return null;
}

/* From the root down to the function: {root, calls: [{f, line}]}. */
function wayDown(f, context) {
  const calls = [];
  let way = wayOf(f, context);

  while (way && way.caller >= 0 && calls.length < 100) {
    f = known.all.functions[way.caller];
    calls.unshift({ f, line: way.line });
    way = wayOf(f, context);
  }
  return { root: way && way.caller < 0 ? known.all.roots[-1 - way.caller] : null, calls };
}

let members = null;

/* By context: the functions that run in it, those of headers behind the others. */
function membersOf(context) {
  if (!members) {
    members = known.all.contexts.map(() => []);
    for (const f of known.all.functions)
      for (let i = WAYS; i < f.length; i += 3)
        members[f[i]].push(f);
    for (const some of members)
      some.sort((a, b) => a[HEADER] - b[HEADER]);
  }
  return members[context];
}

const contextNumber = () => {
  const asked = known.all.contexts.findIndex((context) => context.name === state.get('context'));

  return asked >= 0 ? asked : state.get('context') === 'all' || state.get('fn') ? -1 :
    known.all.contexts.findIndex((context, i) => context.limit !== 'sleep' && membersOf(i).length);
};

function contextRow(f) {
  const number = contextNumber();
  const { root } = number >= 0 ? wayDown(f, number) : { root: null };
  const titles = [];

  for (let i = WAYS; i < f.length; i += 3)
    titles.push(known.all.contexts[f[i]].title);
  return [
    h('div', { class: 'first' }, h('span', { class: 'title' }, fn(f[NAME])),
      h('span', { class: 'began' }, root ? [root[2], known.all.functions[root[0]] === f ? '' : [' for ', fn(known.all.functions[root[0]][NAME])]] :
        titles.join(', '))),
    h('div', { class: 'second' }, h('span', { class: 'file' }, h('bdi', {}, `${below(known.all.files[f[FILE]])}:${f[LINE]}`)),
      f[HEADER] ? badge('header', 'quiet', 'written in a header') : null),
  ];
}

const contextList = new List($('functions'), {
  row: contextRow,
  choose: (f) => go({ fn: keyOf(f), context: known.all.contexts[contextNumber()]?.name || 'all' }, !state.get('fn')),
  empty: 'No function matches.',
});

function wayNode(f, context) {
  const { root, calls } = wayDown(f, context);
  const { title: name, limit } = known.all.contexts[context];
  const step = (...content) => h('li', {}, ...content);

  return h('section', { class: 'card' },
    h('h3', {}, name, ' ', badge(LIMITS[limit], limit === 'sleep' ? 'quiet' : 'atomic')),
    h('ol', { class: 'way' },
      root && step(h('code', {}, root[2]), ' sets up ', fn(known.all.functions[root[0]][NAME]), ` as ${root[1]}`,
        h('span', { class: 'file' }, pathText(below(known.all.files[root[3]]), root[4]))),
      calls.map((call, i) => step(fn(call.f[NAME]), ' calls ', fn((calls[i + 1] ? calls[i + 1].f : f)[NAME]),
        h('span', { class: 'file' }, pathText(below(known.all.files[call.f[FILE]]), call.line))))));
}

function functionDetail(f) {
  const asked = contextNumber();
  const contexts = [];

  for (let i = WAYS; i < f.length; i += 3)
    contexts.push(f[i]);
  contexts.sort((a, b) => (b === asked) - (a === asked) || a - b);
  return h('article', {},
    h('div', { class: 'tools' }, h('button', { type: 'button', class: 'back', onclick: () => go({ fn: '' }), title: 'Close (Esc)' }, '✕ Close')),
    h('header', {}, h('h2', { tabindex: -1 }, fn(f[NAME])),
      h('p', { class: 'place', title: known.all.files[f[FILE]] }, pathText(below(known.all.files[f[FILE]]), f[LINE])),
      h('p', { class: 'message' }, `Runs in ${plural(contexts.length, 'context')}; of each, the shortest way there.`)),
    h('div', { class: 'ways' }, contexts.map((context) => wayNode(f, context))));
}

function contextChoices(now) {
  const entry = (name, text, number, limit) => h('button', {
    type: 'button', class: `choice${limit === 'sleep' ? '' : ' atomic'}`, 'aria-pressed': name === now ? 'true' : 'false',
    onclick: () => go({ context: name, fn: '' }, true),
  }, h('span', {}, text), h('span', { class: 'n' }, count(number)));
  const shown = known.all.contexts.map((context, i) => ({ ...context, number: membersOf(i).length })).filter((context) => context.number);
  const part = (heading, some) => some.length > 0 && [h('h3', {}, heading), some.map((context) => entry(context.name, context.title, context.number, context.limit))];

  return [
    part('May not sleep', shown.filter((context) => context.limit !== 'sleep')),
    part('May sleep', shown.filter((context) => context.limit === 'sleep')),
    [h('h3', {}, 'Any'), entry('all', 'all functions', known.all.functions.length, 'sleep')],
  ].flat(2).filter(Boolean);
}

let openedFunction;

function renderContexts() {
  const number = contextNumber();
  const word = (state.get('cq') || '').toLowerCase();
  const all = number >= 0 ? membersOf(number) : known.all.functions;
  const found = word ? all.filter((f) => f[NAME].toLowerCase().includes(word) || known.all.files[f[FILE]].toLowerCase().includes(word)) : all;
  const asked = state.get('fn');
  const opened = asked ? known.all.functions.find((f) => keyOf(f) === asked) : null;

  $('context-choices').replaceChildren(...contextChoices(number >= 0 ? known.all.contexts[number].name : 'all'));
  if ($('function-search').value !== (state.get('cq') || ''))
    $('function-search').value = state.get('cq') || '';
  $('functions-shown').textContent = number >= 0 ? `${plural(found.length, 'function')} in: ${known.all.contexts[number].title}` :
    plural(found.length, 'function');
  contextList.show(found);
  $('contexts').classList.toggle('split', Boolean(asked));
  if (openedFunction !== asked) {
    openedFunction = asked;
    contextList.open(opened);
    $('function').replaceChildren(...(!asked ? [] : [opened ? functionDetail(opened) :
      h('p', { class: 'empty' }, 'No way to this function is known but through slots that hold many functions, if any: its callers decide.')]));
  }
}
