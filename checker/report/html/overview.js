/* SPDX-License-Identifier: GPL-2.0-only */
/* overview: how many findings there are, by what. Each number leads to its list. */

const listOf = (changes) => go({ view: 'findings', f: '', ...changes }, true);

/* A bar in three shades, one for each confidence; `most` fills it. */
function bar(findings, most) {
  const node = h('span', { class: 'bar', 'aria-hidden': 'true' });

  for (const [level, number] of tally(findings, (finding) => finding.confidence, LEVELS)) {
    const part = h('span', { class: level });

    part.style.width = `${(100 * number) / most}%`;
    node.append(part);
  }
  return node;
}

function groupBy(findings, of) {
  const all = new Map();

  for (const finding of findings) {
    const key = of(finding);

    if (!all.has(key))
      all.set(key, []);
    all.get(key).push(finding);
  }
  return [...all].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
}

const barRow = (label, findings, most, choose, hint) => h('button', { type: 'button', class: 'barrow', title: hint, onclick: choose },
  h('span', { class: 'label' }, label), bar(findings, most), h('span', { class: 'n' }, count(findings.length)));

function panel(heading, ...content) {
  return h('section', { class: 'card' }, h('h3', {}, heading), ...content);
}

/* The first FEW, the others on demand. */
function rows(all, make) {
  const FEW = 12;
  const node = h('div', { class: 'bars' }, all.slice(0, FEW).map(make));

  if (all.length > FEW)
    node.append(h('button', {
      type: 'button', class: 'quiet more',
      onclick: (event) => {
        event.target.replaceWith(...all.slice(FEW).map(make));
      },
    }, `${all.length - FEW} more`));
  return node;
}

function facetPanel(heading, name, of, hint) {
  const all = groupBy(report.findings, of);

  return panel(heading, rows(all, ([value, findings]) => barRow(value, findings, all[0][1].length,
    () => listOf({ [name]: choice([value]) }), hint && hint(findings[0]))));
}

/* A directory with what is in it, which is made when it is opened. Directories with nothing but one other in them are
 * shown as one. */
function directory(path, findings, most) {
  const inside = () => groupBy(findings, (finding) => finding.below.split('/').slice(0, path.split('/').length + 1).join('/'));
  let within = inside();
  const name = path;

  while (within.length === 1 && within[0][0] !== path) {
    [path] = within[0];
    within = inside();
  }
  const label = h('span', {}, path.slice(name.lastIndexOf('/') + 1));
  const open = (changes) => listOf(changes);

  if (within.length === 1)
    return h('div', { class: 'leaf' }, barRow(label, findings, most, () => open({ dir: path })));
  const children = h('div', { class: 'children' });
  const node = h('details', {
    class: 'directory', ontoggle: () => {
      if (!children.childNodes.length)
        children.append(...within.map(([inner, some]) => directory(inner, some, most)));
    },
  }, h('summary', {}, label, bar(findings, most), h('button', {
    type: 'button', class: 'n', title: 'Show these findings', onclick: (event) => {
      event.preventDefault();
      open({ dir: path });
    },
  }, count(findings.length))), children);

  return node;
}

function directoryPanel() {
  const top = groupBy(report.findings, (finding) => finding.below.split('/')[0]);

  return panel('Directories', rows(top, ([path, findings]) => directory(path, findings, top[0][1].length)));
}

/* Where it began × check. */
function matrix() {
  const checks = tally(report.findings, (finding) => finding.rule.id).map(([id]) => id);
  const began = groupBy(report.findings, (finding) => finding.began).slice(0, 14);
  const cell = (title, id, findings) => {
    const some = findings.filter((finding) => finding.rule.id === id);
    const button = h('button', {
      type: 'button', title: `${title}: ${id}`, onclick: () => listOf({ began: choice([title]), check: choice([id]) }),
    }, count(some.length));

    button.style.setProperty('--heat', String(Math.min(0.9, Math.log10(1 + some.length) / 3.2)));
    return h('td', {}, some.length ? button : h('span', { class: 'none' }, '·'));
  };

  if (checks.length < 2 || began.length < 2)
    return null;
  return h('section', { class: 'card wide' }, h('h3', {}, 'Lock or context × check'), h('div', { class: 'scroll', tabindex: 0 }, h('table', { class: 'matrix' },
    h('thead', {}, h('tr', {}, h('td'), checks.map((id) => h('th', { scope: 'col' }, id)))),
    h('tbody', {}, began.map(([title, findings]) => h('tr', {}, h('th', { scope: 'row' }, title), checks.map((id) => cell(title, id, findings))))))));
}

function headline() {
  const { findings, units, analysed, profile, hidden } = report;
  const open = findings.filter((finding) => !finding.grey).length;
  const all = findings.length - open;

  return [
    h('h2', {}, findings.length ? plural(open, 'finding') : 'Nothing was found'),
    h('p', {}, all ? `${count(all)} more are allowed or known to the baseline. ` : '',
      `${plural(analysed, 'translation unit')} analysed by the rules of a ${profile} kernel.`,
      hidden ? ` ${plural(hidden, 'finding')} of lower confidence ${hidden === 1 ? 'is' : 'are'} not in this report.` : ''),
    analysed < units && h('p', { class: 'warning', role: 'note' },
      `${plural(units - analysed, 'translation unit')} could not be analysed: what is in ${units - analysed === 1 ? 'it' : 'them'} is not known.`),
  ].filter(Boolean);
}

function levels() {
  return h('div', { class: 'levels' }, LEVELS.map((level) => {
    const some = report.findings.filter((finding) => finding.confidence === level);

    return h('button', { type: 'button', class: `level ${level}`, disabled: !some.length, onclick: () => listOf({ confidence: level }) },
      h('b', {}, count(some.length)), ` ${level} confidence`);
  }));
}

let drawn = false;

/* Once: it shows all findings, whatever the filters say. */
function renderOverview() {
  if (drawn)
    return;
  drawn = true;
  $('overview').append(h('div', { class: 'headline' }, ...headline()));
  if (report.findings.length)
    $('overview').append(levels(), h('div', { class: 'cards' },
      ...[directoryPanel(), facetPanel('Checks', 'check', (finding) => finding.rule.id, (finding) => finding.rule.title),
        facetPanel('Lock or context', 'began', (finding) => finding.began), matrix()].filter(Boolean)));
}
