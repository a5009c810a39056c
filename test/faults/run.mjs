// The faults of the design: kills, stops, outages, clocks; real processes on a real PostgreSQL.
//
//   npm run test:faults                 all of them
//   npm run test:faults -- f06 f07      some of them, by their files' names
//   npm run test:faults -- --quick      in their short forms, those that have one
//   npm run test:faults -- --json       prints one JSON object a fault: fault, held, sentence, figures
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' } },
  allowPositionals: true,
});
const work = mkdtempSync(join(tmpdir(), 'faults-'));
const figures = join(work, 'figures.jsonl');
writeFileSync(figures, '');
try {
  const jest = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      '--config=test/faults/jest.config.js',
      ...positionals.map((name) => `test/faults/${name}`),
    ],
    // jest's own report stays readable beside figures that a program reads
    {
      env: { ...process.env, FAULT_FIGURES: figures, FAULT_QUICK: values.quick ? '1' : '' },
      stdio: ['ignore', values.json ? 2 : 1, 2],
    },
  );
  const [code] = await once(jest, 'exit');
  const proofs = readFileSync(figures, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .sort((one, other) => Number(one.fault.slice(1)) - Number(other.fault.slice(1)));
  for (const proof of proofs) console.log(values.json ? JSON.stringify(proof) : inWords(proof));
  const held = proofs.filter((proof) => proof.held).length;
  const sum = (name) => proofs.reduce((total, proof) => total + Number(proof.figures[name] ?? 0), 0);
  const [slots, unknown] = [sum('explained_slots'), sum('unknown_slots')];
  if (!values.json && slots > 0)
    console.log(
      `${slots} slots explained, ${unknown} of them unknown (${((100 * unknown) / slots).toFixed(1)} %)`,
    );
  if (!values.json) console.log(`${held} held, ${proofs.length - held} did not`);
  process.exitCode = code;
} finally {
  rmSync(work, { recursive: true, force: true });
}

function inWords({ fault, held, sentence, figures }) {
  const measured = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  return `${held ? 'held  ' : 'BROKEN'} ${fault.padEnd(4)} ${sentence}${measured.length > 0 ? `\n            ${measured.join(', ')}` : ''}`;
}
