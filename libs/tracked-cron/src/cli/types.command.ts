import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { EXIT, type Command } from './command.js';
import { parseArguments } from './parse-arguments.js';
import { Project } from './source/project.js';
import { readSources } from './source/read-sources.js';
import { readSource } from './source/source-text.js';
import { loadTypeScript } from './source/typescript.js';
import { knownJobs, type KnownJobs } from './types/known-jobs.js';
import { typesFile } from './types/types-file.js';

const OPTIONS = { out: { type: 'string' }, check: { type: 'boolean' } } as const;
const DEFAULT_OUT = 'src/tracked-jobs.d.ts';

/** `tracked-cron types` */
export const typesCommand: Command = {
  name: 'types',
  summary: 'writes the names and parameters of jobs down for the type checker',
  help: `tracked-cron types [paths…] [options]

Writes a declaration file with the names of all jobs and the types of their parameters, so that
manager.execute('Reprots.build') doesn't compile. Run it when jobs change; keep the file in version control.

paths          files and folders with the jobs; by default this folder
--out <file>   default ${DEFAULT_OUT}; your tsconfig.json must include it
--check        write nothing; exit with 1 if the file is not up to date
--help         print this`,

  async run(args, terminal) {
    const { values, positionals } = parseArguments(
      () => parseArgs({ args, options: OPTIONS, allowPositionals: true }),
      Object.keys(OPTIONS),
    );
    const file = join(terminal.folder, values.out ?? DEFAULT_OUT);
    const out = relative(terminal.folder, file).split(sep).join('/');
    const ts = loadTypeScript(terminal.folder);
    const files = await readSources(terminal.folder, positionals);
    const project = new Project([...files].map(([path, text]) => readSource(ts, path, text)));
    const known = knownJobs(project);
    const text = typesFile(known, out);
    const current = await readFile(file, 'utf8').catch(() => null);
    for (const remark of remarks(known)) terminal.err(remark);
    if (values.check && current !== text) {
      terminal.out(`${out} is not up to date: run tracked-cron types.`);
      return EXIT.found;
    }
    if (current !== text) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    const count = new Set(known.jobs.map(({ name }) => name)).size;
    terminal.out(`${count} job${count === 1 ? '' : 's'} in ${out}${current === text ? ', unchanged' : ''}.`);
    return EXIT.ok;
  },
};

function remarks({ jobs, unknown }: KnownJobs): string[] {
  return [
    ...jobs.flatMap(({ place, name, parameters }) =>
      parameters.kind === 'unknown'
        ? `${place}  the parameters of ${name} stay unknown: ${parameters.why}.`
        : [],
    ),
    ...unknown.map(
      ({ place, what }) =>
        `${place}  a job's name (${what}) is only known when it runs: write name as JobName where you call it.`,
    ),
  ];
}
