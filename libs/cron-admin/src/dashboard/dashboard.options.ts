import { invalidAccess } from '../access/invalid-access.js';

/** How the page is served. */
export interface DashboardOptions {
  /**
   * Who may show the page in a frame: `"'self'"`, or origins such as `'https://portal.example.com'`. A frame that asks for
   * clicks can be laid over anything, so name only pages of your own. Default: nobody.
   */
  frameAncestors?: readonly string[];
}

const SOURCE = /^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/i;

/** The options with every default filled in; null where there is to be no page. @throws TrackedCronError `INVALID_OPTION` */
export function checkDashboard(given: false | DashboardOptions = {}): Required<DashboardOptions> | null {
  if (given === false) return null;
  if (typeof given !== 'object' || given === null) {
    throw invalid("dashboard must be false, or { frameAncestors: ['https://portal.example.com'] }.");
  }
  const { frameAncestors = [], ...unknown } = given;
  const [odd] = Object.keys(unknown);
  if (odd !== undefined) throw invalid(`dashboard has "${odd}". There is only frameAncestors.`);
  if (!Array.isArray(frameAncestors)) throw invalid("write dashboard.frameAncestors: ['…'], a list.");
  for (const source of frameAncestors as readonly unknown[]) {
    if (source === "'self'" || (typeof source === 'string' && SOURCE.test(source))) continue;
    throw invalid(
      `dashboard.frameAncestors has ${JSON.stringify(source)}. Write scheme, host and port only, 'https://portal.example.com', or "'self'".`,
    );
  }
  return { frameAncestors };
}

function invalid(problem: string) {
  return invalidAccess('CronAdminModule', problem);
}
