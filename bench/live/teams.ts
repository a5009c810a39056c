import type {
  AccessAction,
  AccessRequest,
  AccessTarget,
  CronAdminAccess,
  Principal,
} from 'nestjs-tracked-cron/admin';

/** Twenty teams, each of which sees its own jobs. */
export const TEAMS = 20;
const JOBS_A_TEAM = 10;
/** Whose handler logs the time once a second, as long as it is followed. */
export const TALKER = 'team0.talker';

/** 200 jobs, each due every second: 200 updates a second. */
export function jobNames(): string[] {
  return Array.from({ length: TEAMS * JOBS_A_TEAM }, (_, index) => `${teamName(index % TEAMS)}.job${index}`);
}

/** What a member of a team connects with. */
export function tokenOf(team: number): string {
  return `token-of-${teamName(team)}`;
}

/** One set of rights for each team. */
export class TeamAccess implements CronAdminAccess {
  authenticate({ headers }: AccessRequest): Principal | null {
    const team = /^Bearer token-of-(team\d+)$/.exec(String(headers.authorization))?.[1];
    return team === undefined ? null : { name: team };
  }

  can({ name }: Principal, action: AccessAction, { job }: AccessTarget): boolean {
    return action === 'read' && (job === undefined || job.startsWith(`${name}.`));
  }
}

function teamName(team: number): string {
  return `team${team}`;
}
