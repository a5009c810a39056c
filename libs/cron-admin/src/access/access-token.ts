import type { TrackedCronError } from 'nestjs-tracked-cron';
import { checkScope, type AccessScope } from './access-scope.js';
import { invalidAccess } from './invalid-access.js';

/** What a token's bearer may do: a viewer sees, an operator also triggers, an admin may do everything. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** A token and what it is good for. */
export interface AccessToken {
  /** 16 to 500 visible ASCII characters. `openssl rand -base64 24` makes a good one. */
  readonly token: string;
  /** `viewer` sees, `operator` also triggers, `admin` may do everything. */
  readonly role: Role;
  /** Who uses it, for the record. Default: the role. */
  readonly name?: string;
  /** The jobs that there are for its bearer. Default: all. */
  readonly scope?: AccessScope;
  /** From when on it is no token any more. Default: never. */
  readonly expiresAt?: Date;
}

const SHORTEST = 16;
const HOW_TO_MAKE_ONE = 'Make one with `openssl rand -base64 24`.';

/** Reads `"viewer:<token>,operator:<token>,admin:<token>"`. @throws TrackedCronError `INVALID_OPTION` */
export function parseTokens(text: string): AccessToken[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const colon = entry.indexOf(':');
      return { role: entry.slice(0, Math.max(colon, 0)) as Role, token: entry.slice(colon + 1) };
    });
}

/** Refuses tokens that are no protection, without ever showing them. @throws TrackedCronError `INVALID_OPTION` */
export function checkTokens(tokens: readonly AccessToken[]): void {
  if (tokens.length === 0) {
    throw invalid('no token is given. Write for example `new TokenAccess([{ token, role: "admin" }])`.');
  }
  tokens.forEach(({ token, role, name, scope, expiresAt }, index) => {
    const which = `token ${index + 1}`;
    if (!ROLES.includes(role)) {
      throw invalid(`${which} has no role. Write one of ${ROLES.join(', ')}, in a string "viewer:<token>".`);
    }
    if (typeof token !== 'string' || token.length < SHORTEST) {
      throw invalid(`${which} (${role}) is shorter than ${SHORTEST} characters. ${HOW_TO_MAKE_ONE}`);
    }
    if (!/^[\x21-\x7e]+$/.test(token) || token.length > 500) {
      throw invalid(
        `${which} (${role}) can't travel in a header: only visible ASCII, at most 500 characters. ${HOW_TO_MAKE_ONE}`,
      );
    }
    if (name !== undefined && (name.trim() === '' || name.length > 200)) {
      throw invalid(`${which} (${role}) has an unusable name. Write 1 to 200 characters, or leave it out.`);
    }
    if (scope !== undefined) checkScope(scope, `${which} (${role})`);
    if (expiresAt !== undefined && !(expiresAt instanceof Date && !Number.isNaN(expiresAt.getTime()))) {
      throw invalid(
        `${which} (${role}) expires at what is no Date. Write expiresAt: new Date('2027-01-01').`,
      );
    }
  });
  if (new Set(tokens.map(({ token }) => token)).size < tokens.length) {
    throw invalid('one token is given twice, so nobody could say who used it. Give each its own.');
  }
}

function invalid(problem: string): TrackedCronError {
  return invalidAccess('TokenAccess', problem);
}
