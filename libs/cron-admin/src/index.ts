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
  SessionToken,
} from './access/cron-admin-access.js';
export type { AnswerStore } from './cache/answer-store.js';
export type { AccessScope } from './access/access-scope.js';
export { HIDDEN_PARTS, type HiddenPart } from './access/hidden-parts.js';
export { RoleAccess, type RoleAccessOptions, type RolePrincipal } from './access/role-access.js';
export { JwtAccess } from './access/jwt-access.js';
export type { JwtAccessOptions, JwtClaims } from './access/jwt-access.options.js';
export { GuardAccess, type GuardAccessOptions, type MapRequest } from './access/guard-access.js';
export type { RateLimitOptions } from './access/rate-limits.js';
export { ROLES, type AccessToken, type Role } from './access/access-token.js';
export { TokenAccess, type IssuedTicket, type TokenPrincipal } from './access/token-access.js';
export type { DashboardOptions } from './dashboard/dashboard.options.js';
export { CronAdminGateway } from './live/cron-admin.gateway.js';
export { LIVE_PROTOCOL } from './live/protocol.js';
export type {
  LiveAnswer,
  LiveChannelName,
  LiveDelta,
  LiveHello,
  LiveItem,
  LiveLag,
  LiveLines,
  LiveMessages,
  LiveOperation,
  LivePosition,
  LiveProblem,
  LiveSnapshot,
  LiveSubscribe,
  LiveValue,
} from './live/protocol.js';
export type { LiveStats } from './live/live-stats.js';
export { PROBLEMS, type Problem, type ProblemError, type ProblemKind } from './api/problem.js';
