/* SPDX-License-Identifier: GPL-2.0-only */
/* data: the three documents, each parsed when it is first asked for; findings with what the page derives from them. */

const parsed = {};

function documentOf(name) {
  if (!parsed[name])
    parsed[name] = JSON.parse($(`data-${name}`).textContent);
  return parsed[name];
}

const report = documentOf('findings');
const LEVELS = ['high', 'medium', 'low'];
const SEVERITIES = ['error', 'warning', 'note'];
const MARKS = { error: '●', warning: '▲', note: '○' };

/* Directories that all files are below say nothing. */
function commonDirectory(paths) {
  let common = null;

  for (const path of paths) {
    const directory = path.slice(0, path.lastIndexOf('/') + 1);

    if (common === null)
      common = directory;
    while (!directory.startsWith(common))
      common = common.slice(0, common.lastIndexOf('/', common.length - 2) + 1);
  }
  return common || '';
}

const common = commonDirectory(report.findings.map((finding) => report.files[finding.at[0]]));

/* A path without the directories that all have in common. */
const below = (path) => (path.startsWith(common) ? path.slice(common.length) : path);

/* As findings.c writes it. */
function stepOf([file, line, column, head, text, within, macro, calls, via, choices]) {
  const name = (number) => (number ? report.texts[number] : undefined);

  return {
    at: [file, line, column], head: head || undefined, text: name(text) || '', in: name(within), macro: name(macro),
    calls: name(calls), via: name(via), choices,
  };
}

function prepare(finding, index) {
  const root = finding.root;

  finding.index = index;
  finding.steps = finding.steps.map(stepOf);
  finding.file = report.files[finding.at[0]];
  finding.below = below(finding.file);
  finding.line = finding.at[1];
  finding.rule = report.checks[finding.check];
  finding.began = root ? root.title : 'the call itself';
  finding.status = finding.allowed !== undefined ? 'allowed' : finding.baseline || 'open';
  finding.grey = finding.status === 'allowed' || finding.status === 'unchanged';
  finding.text = [
    finding.message, finding.file, finding.rule.id, finding.id, finding.began, root ? `${root.in} ${root.by}` : '',
    ...finding.steps.map((step) => `${step.in || ''} ${step.calls || ''} ${step.via || ''}`),
  ].join(' ').toLowerCase();
}

report.findings.forEach(prepare);

const findingById = new Map(report.findings.map((finding) => [finding.id, finding]));

/* Lines of a file by number, or why there are none. */
function sourceOf(file) {
  const source = documentOf('sources')[file];
  const lines = new Map();

  if (typeof source === 'string')
    return { why: source, lines };
  for (const run of source)
    for (let i = 1; i < run.length; i++)
      lines.set(run[0] + i - 1, run[i]);
  return { lines };
}
