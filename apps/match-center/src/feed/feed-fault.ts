import { randomOf } from './random.js';

/** How the provider treats one request. */
export interface Treatment {
  fault: 'none' | 'server-error' | 'cut-json' | 'html-page';
  delayMs: number;
}

/** Share of the requests that meet with each fault. */
interface FaultRates {
  serverError: number;
  cutJson: number;
  htmlPage: number;
  slow: number;
}

const USUAL: FaultRates = { serverError: 0.02, cutJson: 0.005, htmlPage: 0.005, slow: 0.02 };
/** The part of the provider that everybody complains about. */
const TEAMS: FaultRates = { serverError: 0.12, cutJson: 0.01, htmlPage: 0.02, slow: 0.05 };

/** What happens to the `count`th request for a path: the same with every start of the provider. */
export function treatmentOf(seed: string, path: string, count: number): Treatment {
  const rates = path === '/teams' ? TEAMS : USUAL;
  const random = randomOf(`${seed}/fault${path}/${count}`);
  const draw = random();
  const delayMs = random() < rates.slow ? 1500 + random() * 2000 : 20 + random() * 200;
  const { serverError, cutJson, htmlPage } = rates;
  if (draw < serverError) return { fault: 'server-error', delayMs };
  if (draw < serverError + cutJson) return { fault: 'cut-json', delayMs };
  if (draw < serverError + cutJson + htmlPage) return { fault: 'html-page', delayMs };
  return { fault: 'none', delayMs };
}
