/* SPDX-License-Identifier: GPL-2.0-only */
/* path: the steps of a finding in their source. Steps in one function that follow each other share an excerpt. */

const AROUND = 3;

/* began: the lock or registration; also: what else leads there; call; sink. */
function kindOf(finding, step, number) {
  if (step.calls !== undefined)
    return 'call';
  if (number === finding.steps.length - 1)
    return 'sink';
  return step.in === undefined && finding.root && finding.root.region !== undefined ? 'also' : 'began';
}

function groups(finding) {
  const all = [];

  finding.steps.forEach((step, number) => {
    const last = all[all.length - 1];
    const marked = { ...step, number, kind: kindOf(finding, step, number) };

    if (last && step.in !== undefined && last[0].in === step.in && last[0].at[0] === step.at[0] &&
        last[0].head === step.head)
      last.push(marked);
    else
      all.push([marked]);
  });
  return all;
}

/* Numbers of the lines to show: around each step, but not of the function before, and the head of the function. */
function wantedLines(steps, lines) {
  const wanted = new Set();

  for (const { at: [, line], head } of steps) {
    for (let i = line - AROUND; i <= line + AROUND; i++)
      if (lines.has(i) && (head === undefined || i >= head))
        wanted.add(i);
    if (head !== undefined && lines.has(head))
      wanted.add(head);
  }
  /* a gap of one line is none */
  for (const line of [...wanted])
    if (!wanted.has(line + 1) && wanted.has(line + 2) && lines.has(line + 1))
      wanted.add(line + 1);
  return [...wanted].sort((a, b) => a - b);
}

function annotation(step) {
  return h('div', { class: `mark ${step.kind}`, id: `step-${step.number}`, tabindex: -1 },
    h('span', { class: 'number', 'aria-label': `Step ${step.number + 1}` }, String(step.number + 1)),
    h('span', {}, withCalls(step.text.trim()), step.macro && !step.text.includes(step.macro) && [' in the macro ', h('code', {}, step.macro)]));
}

function excerpt(steps, lines) {
  const node = h('div', { class: 'code', role: 'group', 'aria-label': 'Source', tabindex: 0 });
  let colour = colouring(), before = null;

  for (const number of wantedLines(steps, lines)) {
    const here = steps.filter((step) => step.at[1] === number);

    if (before !== null && number !== before + 1) {
      node.append(h('div', { class: 'gap' }, '⋯'));
      colour = colouring();
    }
    before = number;
    node.append(h('div', { class: here.length ? `line hit ${here[here.length - 1].kind}` : 'line' },
      h('span', { class: 'lineno' }, String(number)),
      h('span', { class: 'text' }, colour(lines.get(number), here.map((step) => step.at[2])), '\n')),
    ...here.map(annotation));
  }
  return node;
}

function group(steps) {
  const [first] = steps;
  const file = report.files[first.at[0]];
  const { lines, why } = sourceOf(first.at[0]);
  const inFunction = first.in !== undefined;
  const shown = steps.every((step) => lines.has(step.at[1]));

  return h('li', { class: 'group' },
    h('div', { class: 'where' },
      h('h4', {}, inFunction ? fn(first.in) : 'Set up'),
      h('span', { class: 'file', title: file }, pathText(below(file), first.at[1])),
      inFunction && first.head !== undefined && h('a', {
        class: 'quiet', href: `#${new URLSearchParams({ view: 'contexts', fn: `${file}:${first.head}:${first.in}` })}`,
        title: `In which contexts ${first.in}() runs`,
      }, 'contexts')),
    shown ? excerpt(steps, lines) : [
      h('p', { class: 'missing' }, why || 'The file does not have this line.'),
      ...steps.map(annotation),
    ]);
}

const pathOf = (finding) => h('ol', { class: 'steps' }, groups(finding).map(group));
