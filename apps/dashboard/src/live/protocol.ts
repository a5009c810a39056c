import type {
  LiveAnswer,
  LiveChannelName,
  LiveDelta,
  LiveHello,
  LiveLag,
  LiveLines,
  LiveOperation,
  LivePosition,
  LiveProblem,
  LiveSnapshot,
} from '../../../../libs/cron-admin/src/live/protocol.js';

/** The gateway's own types: what it says and what it is told. Values inside are those of the API, dates as text. */
export type {
  LiveAnswer,
  LiveChannelName,
  LiveDelta,
  LiveHello,
  LiveLag,
  LiveLines,
  LiveOperation,
  LivePosition,
  LiveProblem,
  LiveSnapshot,
};

/** The version of the protocol that this page speaks. */
export const SPOKEN = 1;
