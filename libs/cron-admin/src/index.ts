export { CronAdminModule } from './cron-admin.module.js';
export type {
  CronAdminModuleAsyncOptions,
  CronAdminModuleOptions,
  CronAdminMount,
  CronAdminOptions,
} from './cron-admin.options.js';
export type {
  AccessAction,
  AccessRequest,
  AccessTarget,
  CronAdminAccess,
  Principal,
} from './access/cron-admin-access.js';
export type { AnswerStore } from './cache/answer-store.js';
export { ROLES, type AccessToken, type Role } from './access/access-token.js';
export { TokenAccess, type TokenPrincipal } from './access/token-access.js';
export { PROBLEMS, type Problem, type ProblemError, type ProblemKind } from './api/problem.js';
