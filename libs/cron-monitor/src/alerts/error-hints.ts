import type { ExecutionError } from 'nestjs-tracked-cron';
import { HINT_RULES, type HintRule, type Symptoms } from './hint-rules.js';

/** What usually helps against a class of errors. */
export interface ErrorHint {
  /** For people and programs: `connection refused`. */
  readonly kind: string;
  /** One or two sentences: what it means, and where to look first. */
  readonly text: string;
}

/** The classes that there is a hint for. */
export const HINT_KINDS: readonly string[] = HINT_RULES.map(({ kind }) => kind);

/** What usually helps against an error; null where its class is none that is known. */
export function hintFor({ errorClass, message, causes, code }: ExecutionError): ErrorHint | null {
  const said = [{ errorClass, message }, ...causes].map((one) => `${one.errorClass}: ${one.message}`);
  const symptoms = { code: (code ?? '').toUpperCase(), text: said.join('\n') };
  const rule = HINT_RULES.find((one) => fits(one, symptoms));
  if (!rule) return null;
  return { kind: rule.kind, text: typeof rule.hint === 'string' ? rule.hint : rule.hint(symptoms) };
}

function fits({ codes, text }: HintRule, symptoms: Symptoms): boolean {
  return codes?.test(symptoms.code) === true || text?.test(symptoms.text) === true;
}
