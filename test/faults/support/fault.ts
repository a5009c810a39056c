import { appendFileSync } from 'node:fs';

/** What a fault measured, by name: `detection_ms: 812`. */
export type FaultFigures = Record<string, number | string>;

/** Of the fault that is being proved. */
let current: FaultFigures = {};

/** Adds to figures that are counted over everything that one fault does. */
export function count(counted: Record<string, number>): void {
  for (const [name, more] of Object.entries(counted)) current[name] = Number(current[name] ?? 0) + more;
}

/**
 * A fault that the library must survive, as a test. What it measured is printed by `npm run test:faults`, whether it held
 * or not.
 *
 * @param no its number: `F6`
 * @param sentence what must hold
 * @param prove fails where it does not hold; hands every figure to `figures` as soon as it is known
 */
export function fault(
  no: `F${number}`,
  sentence: string,
  prove: (figures: (measured: FaultFigures) => void) => Promise<void>,
): void {
  it(`${no}: ${sentence}`, async () => {
    const figures: FaultFigures = (current = {});
    let held = false;
    try {
      await prove((measured) => Object.assign(figures, measured));
      held = true;
    } finally {
      const file = process.env.FAULT_FIGURES;
      if (file) appendFileSync(file, `${JSON.stringify({ fault: no, held, sentence, figures })}\n`);
    }
  });
}
