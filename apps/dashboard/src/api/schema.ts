// Written by `npm run dashboard:client` from the OpenAPI document. Change the controllers, not this.
export interface paths {
  '/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who you are, what you may do, and where you are */
    get: operations['Session_read'];
    put?: never;
    /** Signs in with the ticket of a link, which is good for once */
    post: operations['Ticket_open'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every job with its health, by name */
    get: operations['Status_all'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/stats': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Counts by status, success rate, durations and lateness over any window */
    get: operations['Stats_stats'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/timeline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A stretch of time: a lane for each job or instance, with what ran and what is due */
    get: operations['Timeline_timeline'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/reports/performance': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every job with its durations against the period before */
    get: operations['JobReports_performance'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/reports/trends': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What has changed against the period before, in words */
    get: operations['JobReports_trends'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/reports/groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every group, or every owner, with all its jobs together against the period before */
    get: operations['JobReports_groups'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/reports/objectives': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How jobs, groups or owners stand with their objectives: budget and burn */
    get: operations['JobReports_objectives'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/reports/failures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Failures by the fault that they have in common */
    get: operations['Failures_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/reports/failures/{fingerprint}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One fault, with its newest executions */
    get: operations['Failures_one'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/reports/failures/{fingerprint}/ignore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Nobody wants to hear of a fault */
    post: operations['Failures_ignore'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/reports/failures/{fingerprint}/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A fault is mended; should it show again, that is a regression */
    post: operations['Failures_resolve'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/instances': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who is there, and which definitions they run */
    get: operations['Insight_instances'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/diagnosis': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What somebody has to see to about the library itself */
    get: operations['Insight_diagnosis'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/storage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How much room the record takes, how fast it grows, when what goes */
    get: operations['Insight_storage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/scaling': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How many workers the work there is would occupy */
    get: operations['Insight_scaling'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/marks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What changed: deployments, instances, edits */
    get: operations['Insight_marks'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who decided what, newest first */
    get: operations['Audit_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/stats': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What alerting came to */
    get: operations['Alerting_stats'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/notifications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every message, and every decision not to send one, newest first */
    get: operations['Alerting_notifications'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/routes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who hears of what, in the order in which it is looked up */
    get: operations['Alerting_routes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/channels': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where alerts go, and how that is */
    get: operations['Alerting_channels'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sends a test message through a route or a channel */
    post: operations['Alerting_test'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/dry-run': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What routes, or thresholds of a job, would have told; nothing is sent */
    post: operations['Alerting_dryRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/preferences': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Preferences that hold, by key */
    get: operations['AlertPreferences_all'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/preferences/{key}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Sets a preference, or gives it back to the code */
    put: operations['AlertPreferences_set'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Incidents, newest first: those that are not over, where no state is asked for */
    get: operations['Incidents_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/{incidentId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One incident, its life, and what was told of it */
    get: operations['Incidents_one'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/{incidentId}/ack': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Somebody is on it */
    post: operations['Incidents_acknowledge'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/{incidentId}/snooze': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Nobody wants to hear of it until then */
    post: operations['Incidents_snooze'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/{incidentId}/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** It is over */
    post: operations['Incidents_resolve'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/scrub': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes a text out of what is stored */
    post: operations['Scrub_scrub'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every job as it is defined, by name */
    get: operations['Jobs_all'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{jobName}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One job as it is defined */
    get: operations['Jobs_one'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/{jobName}/config': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Puts values in place of those of a job's code */
    patch: operations['Configuration_configure'];
    trace?: never;
  };
  '/jobs/{jobName}/config': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who changed what of a job's configuration, the last change first */
    get: operations['Configuration_edits'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Puts values in place of those of a job's code */
    patch: operations['Configuration_configure_2'];
    trace?: never;
  };
  '/jobs/{jobName}/fires': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Due times of a job, also by a schedule that is only being considered */
    get: operations['Slots_fires'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{jobName}/slots': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every slot of a job in a window, with its outcome */
    get: operations['Slots_slots'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/bulk': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Does the same to many jobs; each has an outcome of its own */
    post: operations['Bulk_bulk'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{jobName}/why': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Why a job did or did not run at an instant */
    get: operations['Why_why'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** This document: OpenAPI 3.1 */
    get: operations['OpenApi_read'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{jobName}/trigger': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Starts a job */
    post: operations['Trigger_triggerJob'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/{jobName}/trigger': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Starts a job */
    post: operations['Trigger_trigger'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/freeze': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Nothing starts any more */
    post: operations['Freeze_freeze'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/unfreeze': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ends a freeze */
    post: operations['Freeze_unfreeze'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/freezes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The freezes that hold */
    get: operations['Freeze_freezes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Cancels an execution, wherever it waits or runs */
    post: operations['Steering_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/{jobName}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets no slot of a job run */
    post: operations['Steering_pause'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{jobName}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets no slot of a job run */
    post: operations['Steering_pause_2'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/{jobName}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets slots run again */
    post: operations['Steering_resume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{jobName}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets slots run again */
    post: operations['Steering_resume_2'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/{jobName}/skip-next': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets the next slot of a job pass */
    post: operations['Steering_skipNext'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{jobName}/skip-next': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets the next slot of a job pass */
    post: operations['Steering_skipNext_2'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/{jobName}/backfill': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Runs a job for the slots of a past range */
    post: operations['Steering_backfill'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{jobName}/backfill': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Runs a job for the slots of a past range */
    post: operations['Steering_backfill_2'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Executions, in flight and ended, a page at a time */
    get: operations['Executions_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One execution, with its failed attempts, first log lines, and what stands around it */
    get: operations['Executions_one'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/{id}/logs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What an execution has logged, a page of it, or all of it as a file */
    get: operations['Logs_logs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/{id}/advice': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What to do about an execution, its last success, what changed since, and the incident it belongs to */
    get: operations['Advice_advice'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Session: {
      /** @description Under which what you do is recorded. */
      name: string;
      /**
       * @description Where access is by roles.
       * @enum {string}
       */
      role?: 'viewer' | 'operator' | 'admin';
      /** @description What you may do where no single job is meant. */
      permissions: (
        | 'read'
        | 'trigger'
        | 'cancel'
        | 'skip'
        | 'pause'
        | 'acknowledge'
        | 'backfill'
        | 'freeze'
        | 'configure'
        | 'scrub'
        | 'audit'
      )[];
      /**
       * Format: date-time
       * @description When what proves who you are runs out; null for never.
       */
      expiresAt: string | null;
      application: string;
      environment: string;
      /** @description Whether a mistake costs: the page asks twice then. */
      production: boolean;
      /** @description What this instance runs. */
      release: string | null;
      libraryVersion: string;
      /** Format: date-time */
      serverTime: string;
      /** @description Whether changes are shown live, over socket.io. */
      live: boolean;
    };
    Problem: {
      /** @description Stable: `urn:nestjs-tracked-cron:problem:` and a word. */
      type: string;
      title: string;
      status: number;
      /** @description What to do about it. */
      detail: string;
      errors?: {
        /** @description Where: `/query/limit`, `/body/reason`. */
        pointer: string;
        code: string;
        detail: string;
      }[];
      /** @description Of `version-conflict` and `count-mismatch`: what is there instead. */
      current?: unknown;
    };
    Ticket: {
      /** @description 1 to 200 characters, no control characters. */
      ticket: string;
    };
    OpenedSession: {
      /** @description To be sent as `Authorization: Bearer <token>`. */
      token: string;
      /** Format: date-time */
      expiresAt: string;
    };
    Finding: {
      /** @enum {string} */
      rule:
        | 'late'
        | 'stale'
        | 'missed'
        | 'never_ran'
        | 'no_executor'
        | 'stuck'
        | 'skipped_again'
        | 'lost'
        | 'failing'
        | 'failure_rate'
        | 'must_succeed_by'
        | 'slow'
        | 'fast'
        | 'assertion'
        | 'breaker_open'
        | 'objective';
      /** @enum {string} */
      severity: 'info' | 'warning' | 'error' | 'critical';
      /** @description Whether people are told of it. */
      told: boolean;
      /**
       * Format: date-time
       * @description When the fault began.
       */
      since: string;
      message: string;
      /** @description How many slots or executions it is about. */
      count: number;
      /** Format: date-time */
      slot: string | null;
      /** Format: uuid */
      executionId: string | null;
    };
    SlotOutcome: {
      /**
       * Format: uuid
       * @description Null for a stretch of slots that are counted.
       */
      executionId: string | null;
      /**
       * Format: date-time
       * @description The slot; of a stretch the first.
       */
      scheduledAt: string;
      /**
       * Format: date-time
       * @description The last slot of a stretch.
       */
      until: string | null;
      /** @description How many slots. */
      count: number;
      /** @enum {string} */
      status:
        | 'pending'
        | 'running'
        | 'completed'
        | 'failed'
        | 'timed_out'
        | 'cancelled'
        | 'lost'
        | 'skipped'
        | 'missed';
      durationMs: number | null;
    };
    InFlightExecution: {
      /** Format: uuid */
      executionId: string;
      /** @enum {string} */
      status: 'pending' | 'running';
      /** @description It has ended, but its handler goes on and holds the lane. */
      givenUp: boolean;
      attempt: number;
      maxAttempts: number;
      /** Format: date-time */
      retryAt: string | null;
      /** Format: date-time */
      scheduledAt: string | null;
      /** Format: date-time */
      startedAt: string | null;
      /** Format: date-time */
      heartbeatAt: string | null;
      progress: number | null;
      progressMessage: string | null;
      /** Format: uuid */
      instanceId: string | null;
    };
    ObjectiveShare: {
      /** @description What was asked for, 0 to 1. */
      target: number;
      /** @description What it came to; null where nothing happened. */
      actual: number | null;
      /** @description Part of the error budget that is left; below 0 it is overdrawn. */
      budgetLeft: number;
      /** @description How many times as fast as allowed it was used: over the last tenth of the window, and its last 120th. */
      burn: {
        tenth: number;
        latest: number;
      };
    };
    ObjectiveState: {
      windowMs: number;
      /** @description Good executions among those that tell. */
      successRate: components['schemas']['ObjectiveShare'] | null;
      /** @description Slots that somebody ran among those that were to run. */
      availability: components['schemas']['ObjectiveShare'] | null;
    };
    JobStatus: {
      jobName: string;
      group: string | null;
      owner: string | null;
      tags: string[];
      schedule: string;
      timeZone: string;
      /** @description The schedule in words. */
      description: string;
      overlap: string;
      /** @enum {string} */
      health: 'healthy' | 'late' | 'failing' | 'stuck' | 'paused' | 'disabled' | 'unknown';
      /** @description Why, worst first. */
      findings: components['schemas']['Finding'][];
      paused: {
        /** Format: date-time */
        since: string;
        /** Format: date-time */
        until: string | null;
        by: string | null;
        reason: string | null;
      } | null;
      frozen: {
        /** Format: date-time */
        since: string;
        /** Format: date-time */
        until: string | null;
      } | null;
      skipNext: {
        /** Format: date-time */
        slot: string;
        by: string | null;
        reason: string | null;
      } | null;
      breaker: {
        /** @enum {string} */
        state: 'closed' | 'open' | 'half-open';
        failures: number;
        /** Format: date-time */
        openedAt: string | null;
        /** Format: date-time */
        until: string | null;
      } | null;
      /** @description Whether it is the library's own, which nobody can pause, freeze, skip, override or take away. */
      system: boolean;
      /** @description Whether the host's own scheduler runs it and this library only watches: nobody can steer it here. */
      observed: boolean;
      disabledReason: string | null;
      /** @description Whether somebody has put something in place of its code. */
      overridden: boolean;
      /** Format: date-time */
      removedAt: string | null;
      /**
       * Format: date-time
       * @description First slot that nobody has decided yet.
       */
      nextDueAt: string | null;
      /** @description Newest first, at most 30. */
      lastSlots: components['schemas']['SlotOutcome'][];
      inFlight: components['schemas']['InFlightExecution'][];
      /** @description How it stands with its objective. */
      objective: components['schemas']['ObjectiveState'] | null;
      /** Format: date-time */
      lastSuccessAt: string | null;
      /** Format: date-time */
      lastFailureAt: string | null;
      /** @description What happens while it doesn't run, in its developer's words. */
      impact: string | null;
      /** @description Whether running it again does harm. */
      rerun: ('safe' | 'ask' | 'never') | null;
      /** @description Its incident that is not over. */
      incident: {
        /** Format: uuid */
        id: string;
        /** @enum {string} */
        state: 'open' | 'acknowledged' | 'snoozed' | 'resolved';
        /** @enum {string} */
        severity: 'info' | 'warning' | 'error' | 'critical';
      } | null;
    };
    Counts: {
      completed: number;
      failed: number;
      timed_out: number;
      cancelled: number;
      lost: number;
      skipped: number;
      missed: number;
    };
    DurationDistribution: {
      count: number;
      p50: number;
      p95: number;
      p99: number;
      max: number;
      min: number;
      mean: number;
    };
    Distribution: {
      count: number;
      p50: number;
      p95: number;
      p99: number;
      max: number;
    };
    Statistics: {
      counts: components['schemas']['Counts'];
      /** @description 0 to 1; null where nothing ended that says something. */
      successRate: number | null;
      /** @description Milliseconds, of what completed. */
      duration: components['schemas']['DurationDistribution'] | null;
      /** @description Milliseconds that slots waited for their start. */
      lateness: components['schemas']['Distribution'] | null;
      totalMs: number;
    };
    BucketStatistics: {
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      counts: components['schemas']['Counts'];
      /** @description 0 to 1; null where nothing ended that says something. */
      successRate: number | null;
      /** @description Milliseconds, of what completed. */
      duration: components['schemas']['DurationDistribution'] | null;
      /** @description Milliseconds that slots waited for their start. */
      lateness: components['schemas']['Distribution'] | null;
      totalMs: number;
    };
    StatisticsReport: {
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      /**
       * Format: date-time
       * @description What was written before it is counted.
       */
      countedUntil: string | null;
      /** @enum {string} */
      bucket: 'hour' | 'day' | 'none';
      total: components['schemas']['Statistics'];
      buckets: components['schemas']['BucketStatistics'][];
    };
    TimelineExecution: {
      /** Format: uuid */
      executionId: string;
      jobName: string;
      /** @enum {string} */
      status:
        | 'pending'
        | 'running'
        | 'completed'
        | 'failed'
        | 'timed_out'
        | 'cancelled'
        | 'lost'
        | 'skipped'
        | 'missed';
      /**
       * Format: date-time
       * @description When it started; where nothing did, its slot.
       */
      from: string;
      /**
       * Format: date-time
       * @description When it ended; null while it is in flight.
       */
      to: string | null;
      /** Format: uuid */
      instanceId: string | null;
    };
    TimelineCount: {
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      /** @enum {string} */
      status:
        | 'pending'
        | 'running'
        | 'completed'
        | 'failed'
        | 'timed_out'
        | 'cancelled'
        | 'lost'
        | 'skipped'
        | 'missed';
      count: number;
    };
    TimelineLane: {
      /** @description The job's name, or the instance's id. */
      id: string;
      /** @description The job's name, or host and process of the instance. */
      name: string;
      /** @description By start, at most 100; none of a lane with more, which are counted. */
      executions: components['schemas']['TimelineExecution'][];
      /** @description What is counted together: pauses, outages, what is too much to be told one by one. */
      counted: components['schemas']['TimelineCount'][];
      /** @description Slots to come that nothing holds up, at most 60; none of instances. */
      due: string[];
      /** @description Whether there are more of them. */
      moreDue: boolean;
      /** @description How long completed executions of the last 7 days took, milliseconds. */
      expected: {
        p50: number;
        p95: number;
      } | null;
    };
    Timeline: {
      /** @enum {string} */
      by: 'job' | 'instance';
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      /**
       * Format: date-time
       * @description Now, by the database's clock.
       */
      at: string;
      /** @description By name. */
      lanes: components['schemas']['TimelineLane'][];
      /** @description Whether there are more lanes. */
      more: boolean;
      /**
       * Format: date-time
       * @description From here on nothing was left out.
       */
      completeFrom: string;
    };
    Performance: {
      runs: number;
      successRate: number | null;
      duration: components['schemas']['DurationDistribution'] | null;
      totalMs: number;
      lateness: components['schemas']['Distribution'] | null;
      skipped: number;
      missed: number;
    };
    JobPerformance: {
      jobName: string;
      group: string | null;
      owner: string | null;
      runs: number;
      successRate: number | null;
      duration: components['schemas']['DurationDistribution'] | null;
      totalMs: number;
      lateness: components['schemas']['Distribution'] | null;
      skipped: number;
      missed: number;
      /** @description What the period before came to; null where nothing was counted. */
      before: components['schemas']['Performance'] | null;
      change: {
        /** @description 0.4: 40 % more. */
        runs: number | null;
        /** @description 0.4: 40 % more. */
        p50: number | null;
        /** @description 0.4: 40 % more. */
        p95: number | null;
        /** @description 0.4: 40 % more. */
        totalMs: number | null;
        /** @description -0.05: five percentage points fewer complete. */
        successRate: number | null;
      };
    };
    PerformanceReport: {
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      /** @description The period before. */
      before: {
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      };
      /** Format: date-time */
      countedUntil: string | null;
      items: components['schemas']['JobPerformance'][];
      /** @description How many jobs there are, those beyond `limit` too. */
      total: number;
    };
    Trend: {
      jobName: string;
      group: string | null;
      /** @enum {string} */
      kind:
        | 'failing'
        | 'missing'
        | 'slower'
        | 'later'
        | 'quieter'
        | 'busier'
        | 'recovering'
        | 'catching-up'
        | 'faster'
        | 'earlier';
      /** @enum {string} */
      measure: 'p50' | 'p95' | 'lateness' | 'failureRate' | 'missed' | 'runs';
      before: number;
      now: number;
      sentence: string;
    };
    TrendsReport: {
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      /** @description The period before. */
      before: {
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      };
      /** Format: date-time */
      countedUntil: string | null;
      items: components['schemas']['Trend'][];
      /** @description How many changes there are, those beyond `limit` too. */
      total: number;
    };
    GroupPerformance: {
      /** @description Of the group or owner; null: of jobs that have none. */
      name: string | null;
      /** @description How many of its jobs something was counted of. */
      jobs: number;
      runs: number;
      successRate: number | null;
      duration: components['schemas']['DurationDistribution'] | null;
      totalMs: number;
      lateness: components['schemas']['Distribution'] | null;
      skipped: number;
      missed: number;
      /** @description What the period before came to; null where nothing was counted. */
      before: components['schemas']['Performance'] | null;
      change: {
        /** @description 0.4: 40 % more. */
        runs: number | null;
        /** @description 0.4: 40 % more. */
        p50: number | null;
        /** @description 0.4: 40 % more. */
        p95: number | null;
        /** @description 0.4: 40 % more. */
        totalMs: number | null;
        /** @description -0.05: five percentage points fewer complete. */
        successRate: number | null;
      };
    };
    GroupsReport: {
      /** @enum {string} */
      groupBy: 'group' | 'owner';
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      /** @description The period before. */
      before: {
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      };
      /** Format: date-time */
      countedUntil: string | null;
      items: components['schemas']['GroupPerformance'][];
      /** @description How many there are, those beyond `limit` too. */
      total: number;
    };
    ObjectiveBudget: {
      /** @description Null where several jobs are summed up. */
      jobName: string | null;
      group: string | null;
      owner: string | null;
      /**
       * @description `successRate`: good executions among those that tell. `availability`: slots that somebody ran among those that were to run.
       * @enum {string}
       */
      share: 'successRate' | 'availability';
      /** @description How many ask for it. */
      jobs: number;
      /** @description Null where theirs differ: each is counted over its own. */
      windowMs: number | null;
      /** @description Of several, weighted by what they came to. */
      target: number;
      /** @description What it came to; null where nothing happened. */
      actual: number | null;
      bad: number;
      total: number;
      /** @description Part of the error budget that is left; below 0 it is overdrawn. */
      budgetLeft: number;
      /** @description How many times as fast as allowed it was used, by whole hours. */
      burn: {
        hour: number;
        sixHours: number;
        window: number;
      };
    };
    ObjectivesReport: {
      /** Format: date-time */
      to: string;
      /** Format: date-time */
      countedUntil: string | null;
      items: components['schemas']['ObjectiveBudget'][];
      /** @description How many budgets there are, those beyond `limit` too. */
      total: number;
    };
    FailureDecision: {
      /** Format: date-time */
      at: string;
      by: string | null;
      reason: string | null;
      /**
       * Format: date-time
       * @description Until when it is ignored; null: for good.
       */
      until: string | null;
      /** @description The release it is resolved in. */
      release: string | null;
    };
    FailureGroup: {
      fingerprint: string;
      errorClass: string;
      /** @description Without what varies: `Feed <n> is down`. */
      message: string;
      /** @description A message as it was, its beginning. */
      sample: string;
      /** @description The first frame in the application's own code. */
      frame: string | null;
      /** @enum {string} */
      state: 'open' | 'resolved' | 'regressed' | 'ignored';
      /** @description What somebody decided last. */
      decision: components['schemas']['FailureDecision'] | null;
      /**
       * Format: date-time
       * @description When it came again although it was resolved.
       */
      regressedAt: string | null;
      /** Format: date-time */
      firstSeenAt: string;
      /**
       * Format: date-time
       * @description To within a second.
       */
      lastSeenAt: string;
      lastRelease: string | null;
      /** @description Executions in the window that was asked for. */
      count: number;
      /** @description The same in 24 equal parts of that window, oldest first. */
      course: number[];
      /** @description Executions within the last hour, day, 7 and 30 days. */
      windows: {
        hour: number;
        day: number;
        week: number;
        month: number;
      };
      /** @description The jobs it fails, most often first, at most 20. */
      jobs: {
        jobName: string;
        count: number;
      }[];
      /** @description How many jobs it fails. */
      jobCount: number;
    };
    FailureGroups: {
      items: components['schemas']['FailureGroup'][];
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
    };
    ExecutionError: {
      errorClass: string;
      message: string;
      stack: string | null;
      /** @description Nearest first. */
      causes: {
        errorClass: string;
        message: string;
      }[];
      code: string | null;
      /** @description Equal for errors that are the same fault. */
      fingerprint: string;
    };
    Execution: {
      /** Format: uuid */
      id: string;
      jobName: string;
      group: string | null;
      owner: string | null;
      application: string;
      environment: string;
      /** @enum {string} */
      status:
        | 'pending'
        | 'running'
        | 'completed'
        | 'failed'
        | 'timed_out'
        | 'cancelled'
        | 'lost'
        | 'skipped'
        | 'missed';
      reason: string | null;
      trigger: string;
      triggeredBy: string | null;
      triggerReason: string | null;
      /**
       * Format: date-time
       * @description Its slot; null for a manual run.
       */
      scheduledAt: string | null;
      /**
       * Format: date-time
       * @description When its first attempt started.
       */
      startedAt: string | null;
      /** Format: date-time */
      completedAt: string | null;
      /** @description Milliseconds, of its last attempt. */
      durationMs: number | null;
      /** Format: date-time */
      nextSlotAt: string | null;
      /** Format: uuid */
      instanceId: string | null;
      release: string | null;
      epoch: number;
      attempt: number;
      maxAttempts: number;
      /** Format: date-time */
      heartbeatAt: string | null;
      progress: number | null;
      progressMessage: string | null;
      error: components['schemas']['ExecutionError'] | null;
      parameters: unknown;
      result: unknown;
      metadata: {
        [key: string]: unknown;
      } | null;
      traceId: string | null;
      definitionVersion: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    FailureGroupDetails: {
      fingerprint: string;
      errorClass: string;
      /** @description Without what varies: `Feed <n> is down`. */
      message: string;
      /** @description A message as it was, its beginning. */
      sample: string;
      /** @description The first frame in the application's own code. */
      frame: string | null;
      /** @enum {string} */
      state: 'open' | 'resolved' | 'regressed' | 'ignored';
      /** @description What somebody decided last. */
      decision: components['schemas']['FailureDecision'] | null;
      /**
       * Format: date-time
       * @description When it came again although it was resolved.
       */
      regressedAt: string | null;
      /** Format: date-time */
      firstSeenAt: string;
      /**
       * Format: date-time
       * @description To within a second.
       */
      lastSeenAt: string;
      lastRelease: string | null;
      /** @description Executions in the window that was asked for. */
      count: number;
      /** @description The same in 24 equal parts of that window, oldest first. */
      course: number[];
      /** @description Executions within the last hour, day, 7 and 30 days. */
      windows: {
        hour: number;
        day: number;
        week: number;
        month: number;
      };
      /** @description The jobs it fails, most often first, at most 20. */
      jobs: {
        jobName: string;
        count: number;
      }[];
      /** @description How many jobs it fails. */
      jobCount: number;
      /** @description The newest, at most 20. */
      executions: components['schemas']['Execution'][];
    };
    Ignore: {
      /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
      until?: string;
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    Resolve: {
      /** @description 1 to 200 characters, no control characters. */
      release?: string;
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    Instance: {
      /** Format: uuid */
      id: string;
      host: string;
      pid: number;
      /** @enum {string} */
      state: 'alive' | 'draining' | 'stopped' | 'dead';
      release: string | null;
      /** @description Which set of definitions it runs, see `generations`. */
      generationId: string | null;
      libraryVersion: string;
      nodeVersion: string;
      labels: string[];
      /** @description Whether it runs jobs at all. */
      executes: boolean;
      /** Format: date-time */
      startedAt: string;
      /**
       * Format: date-time
       * @description When it last renewed its lease.
       */
      renewedAt: string;
      /** Format: date-time */
      leaseUntil: string;
      /** Format: date-time */
      drainingSince: string | null;
      /** Format: date-time */
      endedAt: string | null;
      /** @description Its wall clock minus the database's. */
      clockOffsetMs: number | null;
      eventLoopDelayMs: number | null;
      /** Format: date-time */
      eventLoopBlockedSince: string | null;
      /** @description How many executions it runs now. */
      running: number;
    };
    Generation: {
      id: string;
      release: string | null;
      /**
       * Format: date-time
       * @description When the first of its instances started.
       */
      beganAt: string;
      /** @description How many living instances run it. */
      instances: number;
      /** @description How many jobs it knows. */
      jobs: number;
      /** @description Of how many jobs the definition in force is its own. */
      decides: number;
      /** @description Jobs that others know and it doesn't, at most 20. */
      lacks: string[];
    };
    InstancesReport: {
      /** Format: date-time */
      at: string;
      /** @description Those alive first, then those that ended in the last 24 hours, at most 200. */
      items: components['schemas']['Instance'][];
      /** @description The newest first. */
      generations: components['schemas']['Generation'][];
    };
    DiagnosisFinding: {
      /** @enum {string} */
      code:
        | 'DATABASE_UNREACHABLE'
        | 'DATABASE_TOO_OLD'
        | 'DATABASE_UNTESTED'
        | 'DATABASE_READ_ONLY'
        | 'STATEMENTS_UNLIMITED'
        | 'RIGHTS_MISSING'
        | 'MIGRATIONS_PENDING'
        | 'PARTITIONS_RUN_OUT'
        | 'RETENTION_BEHIND'
        | 'STATISTICS_BEHIND'
        | 'NOBODY_EXECUTES'
        | 'JOBS_WITHOUT_INSTANCE'
        | 'CLOCK_OFFSET'
        | 'LEASE_NEAR_ITS_END'
        | 'INSTANCE_DIED'
        | 'EVENT_LOOP_BLOCKED'
        | 'EVENT_LOOP_SLOW'
        | 'DEFINITIONS_DIFFER'
        | 'VERSIONS_DIFFER'
        | 'JOBS_LATE'
        | 'EXECUTIONS_WAIT'
        | 'SCHEDULES_UNREADABLE'
        | 'JOBS_PAUSED_LONG'
        | 'JOBS_FROZEN_LONG'
        | 'BREAKERS_OPEN'
        | 'SPOOL_NOT_EMPTY'
        | 'SPOOL_UNSAFE'
        | 'SPOOL_DROPPED'
        | 'SPOOL_ADOPTED';
      /** @enum {string} */
      severity: 'info' | 'warning' | 'error' | 'critical';
      /** @description What is wrong, in a sentence. */
      message: string;
      /** @description What to do about it. */
      remedy: string;
      /**
       * Format: date-time
       * @description Null where that is not known.
       */
      since: string | null;
      /**
       * Format: date-time
       * @description By when it has to be seen to; null for now, or whenever there is time.
       */
      dueAt: string | null;
    };
    PassedCheck: {
      check: string;
      /** @description What was seen. */
      message: string;
    };
    Diagnosis: {
      /** Format: date-time */
      at: string;
      /** @description What is wrong, the gravest first. */
      items: components['schemas']['DiagnosisFinding'][];
      passed: components['schemas']['PassedCheck'][];
    };
    PartitionStorage: {
      name: string;
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      /** @description With its indexes. */
      bytes: number;
      /** @description As PostgreSQL last counted them. */
      estimatedRows: number | null;
      /**
       * Format: date-time
       * @description Null for never.
       */
      dropAfter: string | null;
    };
    TableStorage: {
      table: string;
      /** @description With indexes and what is stored out of line. */
      bytes: number;
      estimatedRows: number | null;
      /** Format: date-time */
      oldestAt: string | null;
      /** @description How much it grew a day in the last week. */
      bytesADay: number | null;
      /** @description How long its rows are kept; null for ever, or where it is not partitioned. */
      keepMs: number | null;
      /** Format: date-time */
      nextDropAt: string | null;
      /** @description Oldest first. */
      partitions: components['schemas']['PartitionStorage'][];
    };
    SpoolStorage: {
      records: number;
      bytes: number;
      /** @description In memory only, because the disk did not take them. */
      unsafe: number;
      lost: number;
      adopted: number;
    };
    StorageReport: {
      /** Format: date-time */
      at: string;
      schema: string;
      bytes: number;
      bytesADay: number | null;
      /** @description Milliseconds; null for ever. */
      retention: {
        completed: number | null;
        failed: number | null;
        logs: number | null;
        hourlyStatistics: number | null;
        dailyStatistics: number | null;
        audit: number | null;
      };
      /** @description The largest first. */
      tables: components['schemas']['TableStorage'][];
      /** @description What the process that answers keeps on disk until the database takes it. */
      spool: components['schemas']['SpoolStorage'] | null;
    };
    ScalingSignal: {
      /** Format: date-time */
      at: string;
      /** @description `ceil((running + waiting + dueSoon) / perWorker)`, mostly at least 1. */
      desiredWorkers: number;
      running: number;
      /** @description Executions that could run if somebody took them. */
      waiting: number;
      /** @description Jobs that come due within `ahead` seconds. */
      dueSoon: number;
      /** @description Living instances that run jobs. */
      workers: number;
      perWorker: number;
      /** @description Seconds. */
      ahead: number;
    };
    Mark: {
      /** Format: date-time */
      at: string;
      /** @enum {string} */
      kind:
        | 'deployment'
        | 'instance_started'
        | 'instance_draining'
        | 'instance_stopped'
        | 'instance_died'
        | 'job_added'
        | 'job_removed'
        | 'configuration'
        | 'paused'
        | 'resumed'
        | 'frozen'
        | 'unfrozen';
      text: string;
      /** @description Null for what concerns several. */
      jobName: string | null;
      group: string | null;
      owner: string | null;
      /** Format: uuid */
      instanceId: string | null;
      release: string | null;
      by: string | null;
      reason: string | null;
    };
    MarksReport: {
      /** @description The newest first. */
      items: components['schemas']['Mark'][];
      /**
       * Format: date-time
       * @description From here on nothing was left out; later than `from`: ask again with it as `to`.
       */
      completeFrom: string;
    };
    AuditEntry: {
      /** Format: uuid */
      id: string;
      /** Format: date-time */
      at: string;
      /**
       * @example trigger
       * @example cancel
       * @example skip-next
       * @example pause
       * @example resume
       * @example freeze
       * @example unfreeze
       * @example backfill
       * @example hold
       * @example release
       * @example configure
       * @example bulk
       * @example ignore
       * @example resolve
       * @example reopen
       * @example scrub
       * @example acknowledge
       * @example snooze
       * @example resolve-incident
       * @example alert-preference
       * @example alert-test
       */
      action: string;
      /** @enum {string} */
      outcome: 'asked' | 'done' | 'refused' | 'failed';
      /** @description Why it was refused. */
      code: string | null;
      jobName: string | null;
      /** Format: uuid */
      executionId: string | null;
      /** @description What else it was done to: the group of a freeze, a fingerprint. */
      target: string | null;
      by: string | null;
      reason: string | null;
      before: unknown;
      after: unknown;
      requestId: string | null;
      application: string;
      environment: string;
    };
    AuditPage: {
      items: components['schemas']['AuditEntry'][];
      page: {
        /** @description `cursor` of the next page; null for the last. */
        next: string | null;
        previous: string | null;
        limit: number;
      };
    };
    AlertStats: {
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      incidents: {
        opened: number;
        resolved: number;
        bySeverity: {
          info: number;
          warning: number;
          error: number;
          critical: number;
        };
        /** @description Milliseconds from the opening. */
        toAcknowledge: {
          p50: number;
          p95: number;
        } | null;
        /** @description Milliseconds from the opening. */
        toRecover: {
          p50: number;
          p95: number;
        } | null;
        /** @description That nobody acknowledged, and that ended by themselves. */
        unattended: number;
      };
      notifications: {
        byState: {
          pending: number;
          sending: number;
          delivered: number;
          suppressed: number;
          digested: number;
          failed: number;
        };
        byChannel: {
          [key: string]: {
            pending: number;
            sending: number;
            delivered: number;
            suppressed: number;
            digested: number;
            failed: number;
          };
        };
        /** @description By why nobody was told. */
        suppressed: {
          [key: string]: number;
        };
        /** @description Milliseconds from the event to the acceptance. */
        latency: {
          p50: number;
          p99: number;
        } | null;
      };
      /** @description Noisiest first, at most 20. */
      jobs: {
        jobName: string;
        incidents: number;
        notifications: number;
        /** @description Incidents that began within an hour after the last one. */
        flapping: number;
      }[];
      /** @description How often each rule opened something. */
      rules: {
        [key: string]: number;
      };
    };
    AlertField: {
      name: string;
      text: string;
      short: boolean;
    };
    AlertLink: {
      /**
       * @example execution
       * @example why
       * @example job
       * @example runbook
       * @example acknowledge
       */
      kind: string;
      text: string;
      /** @description Null where no `publicUrl` is set. */
      url: string | null;
      /** @description What a button asks before it does it. */
      question?: string | null;
    };
    AlertAbout: {
      /** Format: uuid */
      incidentId: string;
      jobName: string | null;
      group: string | null;
      owner: string | null;
      tags: string[];
      /** @enum {string} */
      state: 'open' | 'acknowledged' | 'snoozed' | 'resolved';
      rules: (
        | 'late'
        | 'stale'
        | 'missed'
        | 'never_ran'
        | 'no_executor'
        | 'stuck'
        | 'skipped_again'
        | 'lost'
        | 'failing'
        | 'failure_rate'
        | 'must_succeed_by'
        | 'slow'
        | 'fast'
        | 'assertion'
        | 'breaker_open'
        | 'objective'
      )[];
      beganAt: string;
      slot: string | null;
      /** Format: uuid */
      executionId: string | null;
      errorClass: string | null;
      fingerprint: string | null;
      cause: string | null;
      host: string | null;
    };
    AlertMessage: {
      /** @enum {string} */
      word:
        | 'LATE'
        | 'STALE'
        | 'MISSED'
        | 'FAILED'
        | 'STUCK'
        | 'LOST'
        | 'SLOW'
        | 'FAST'
        | 'SKIPPED'
        | 'BLOCKED'
        | 'OBJECTIVE'
        | 'RECOVERED'
        | 'RESOLVED'
        | 'ACKNOWLEDGED'
        | 'SNOOZED'
        | 'DIGEST'
        | 'BLIND'
        | 'TEST'
        | 'WEEKLY';
      subject: string;
      environment: string;
      application: string;
      /** @enum {string} */
      severity: 'info' | 'warning' | 'error' | 'critical';
      title: string;
      sentence: string;
      fields: components['schemas']['AlertField'][];
      advice: components['schemas']['AlertField'][];
      logTail: string | null;
      links: components['schemas']['AlertLink'][];
      /** Format: date-time */
      at: string;
      /** @description Of digests: one incident each. */
      lines: string[];
      about?: components['schemas']['AlertAbout'];
    };
    Notification: {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      incidentId: string | null;
      subject: string | null;
      /**
       * @example opened
       * @example recovered
       * @example digest
       * @example test
       */
      kind: string;
      /** @enum {string} */
      severity: 'info' | 'warning' | 'error' | 'critical';
      channel: string;
      dedupeKey: string;
      /** @enum {string} */
      state: 'pending' | 'sending' | 'delivered' | 'suppressed' | 'digested' | 'failed';
      /** @description Why nobody was told. */
      why:
        | (
            | 'muted'
            | 'maintenance'
            | 'quiet_hours'
            | 'cooldown'
            | 'rate_limit'
            | 'storm'
            | 'dependency'
            | 'snoozed'
            | 'acknowledged'
            | 'too_quiet'
            | 'no_route'
            | 'resolved_before'
            | 'channel_off'
          )
        | null;
      /** Format: date-time */
      notBefore: string;
      attempts: number;
      lastError: string | null;
      message: components['schemas']['AlertMessage'] | null;
      /** @description What the channel answered. */
      receipt: unknown;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      sentAt: string | null;
    };
    NotificationPage: {
      /** @description Newest first. */
      items: components['schemas']['Notification'][];
      page: {
        next: string | null;
        limit: number;
      };
    };
    AlertRouteRecord: {
      name: string;
      when: unknown;
      channels: string[];
      /** @enum {string} */
      source: 'code' | 'preference' | 'default';
      /** @description When only what is most severe is told, in words; null: never. */
      quietHours: {
        begins: string;
        ends: string;
        /**
         * @description What is told all the same: at least this severe.
         * @enum {string}
         */
        severity: 'info' | 'warning' | 'error' | 'critical';
      } | null;
      /** @description When what nobody has acknowledged is told one step louder; null: never. */
      escalation: {
        afterMs: number;
        /** @enum {string} */
        from: 'info' | 'warning' | 'error' | 'critical';
        channels: string[];
      } | null;
      /** @description How often what nobody has acknowledged is told again; null: never. */
      remindAfterMs: number | null;
    };
    AlertChannelRecord: {
      name: string;
      /** @enum {string} */
      state: 'on' | 'off' | 'gone';
      /** @description Why it is off or gone; null too for who has a scope, of one that is gone. */
      why: string | null;
      /** @description Messages that wait for it. */
      waiting: number;
      /** Format: date-time */
      lastDeliveredAt: string | null;
      /** @description What it gets at most; the rest comes in digests. */
      limits: {
        perMinute: number;
        perHour: number;
        /** @description More of a kind than this within a minute are one digest. */
        digestAfter: number;
        /** @description How long the next message about an incident is held; doubles each time. */
        cooldownMs: number;
      };
    };
    AlertTest: {
      /** @description 1 to 200 characters, no control characters. */
      route?: string;
      /** @description 1 to 60 characters, no control characters. */
      channel?: string;
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    AlertDryRun: {
      routes?: {
        [key: string]: unknown;
      }[];
      /** @description A job name: 1 to 120 of A-Z a-z 0-9 _ . : -. */
      jobName?: string;
      alertThresholds?: unknown;
      /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
      from?: string;
      /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
      to?: string;
    };
    AlertDryRunReport: {
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      told: number;
      /** @description By why nobody was told. */
      suppressed: {
        [key: string]: number;
      };
      /** @description Newest first, at most 100. */
      examples: {
        jobName: string;
        /** Format: date-time */
        at: string;
        /** @enum {string} */
        severity: 'info' | 'warning' | 'error' | 'critical';
        channels: string[];
        text: string;
      }[];
    };
    HeldAlertPreference: {
      key: string;
      value: unknown;
      /** @description What the code says. */
      code: unknown;
      /** Format: date-time */
      setAt: string;
      setBy: string | null;
      reason: string | null;
      /** Format: date-time */
      until: string | null;
      revision: number;
    };
    AlertPreference: {
      value: unknown;
      /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
      until?: string;
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    IncidentFinding: {
      /** @enum {string} */
      rule:
        | 'late'
        | 'stale'
        | 'missed'
        | 'never_ran'
        | 'no_executor'
        | 'stuck'
        | 'skipped_again'
        | 'lost'
        | 'failing'
        | 'failure_rate'
        | 'must_succeed_by'
        | 'slow'
        | 'fast'
        | 'assertion'
        | 'breaker_open'
        | 'objective';
      /** @enum {string} */
      severity: 'info' | 'warning' | 'error' | 'critical';
      /** @description Whether people are told of it. */
      told: boolean;
      /**
       * Format: date-time
       * @description When the fault began.
       */
      since: string;
      message: string;
      /** @description How many slots or executions it is about. */
      count: number;
      /** Format: date-time */
      slot: string | null;
      /** Format: uuid */
      executionId: string | null;
      /** Format: date-time */
      joinedAt: string;
      /** Format: date-time */
      lastSeenAt: string;
      /**
       * Format: date-time
       * @description Null while it holds.
       */
      endedAt: string | null;
    };
    Incident: {
      /** Format: uuid */
      id: string;
      /** @description The job's name, or `~monitor` where it is about the library itself. */
      subject: string;
      /**
       * Format: uuid
       * @description Null where it is about the library itself.
       */
      jobId: string | null;
      group: string | null;
      owner: string | null;
      tags: string[];
      /** @enum {string} */
      state: 'open' | 'acknowledged' | 'snoozed' | 'resolved';
      /**
       * @description The highest that people were told of.
       * @enum {string}
       */
      severity: 'info' | 'warning' | 'error' | 'critical';
      findings: components['schemas']['IncidentFinding'][];
      /** @description Of the errors that its executions failed with. */
      fingerprints: string[];
      /**
       * Format: date-time
       * @description When the fault began.
       */
      beganAt: string;
      /**
       * Format: date-time
       * @description When a threshold was reached.
       */
      openedAt: string;
      /** Format: date-time */
      acknowledgedAt: string | null;
      acknowledgedBy: string | null;
      /** Format: date-time */
      snoozedUntil: string | null;
      snoozedBy: string | null;
      /** @description How many steps it was escalated. */
      escalation: number;
      /** @description Good executions in a row since its last finding. */
      goodRuns: number;
      /** @description The job it depends on whose incident holds its alerts back. */
      heldBy: string | null;
      /** Format: date-time */
      resolvedAt: string | null;
      /** @description Null where it ended by itself. */
      resolvedBy: string | null;
      /** @description Why, in words. */
      resolution: string | null;
      /** @description Grows with each change. */
      revision: number;
    };
    IncidentPage: {
      /** @description Newest first. */
      items: components['schemas']['Incident'][];
      page: {
        /** @description The cursor of the next page; null: this is the last. */
        next: string | null;
        limit: number;
      };
    };
    IncidentEvent: {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      incidentId: string;
      /** @enum {string} */
      kind:
        | 'opened'
        | 'joined'
        | 'worsened'
        | 'acknowledged'
        | 'snoozed'
        | 'woken'
        | 'reminded'
        | 'escalated'
        | 'recovered'
        | 'resolved';
      /** Format: date-time */
      at: string;
      by: string | null;
      reason: string | null;
      /** @description Of `opened`, `joined`, `worsened` the finding; of `escalated` the step. */
      detail: unknown;
    };
    IncidentDetails: {
      /** Format: uuid */
      id: string;
      /** @description The job's name, or `~monitor` where it is about the library itself. */
      subject: string;
      /**
       * Format: uuid
       * @description Null where it is about the library itself.
       */
      jobId: string | null;
      group: string | null;
      owner: string | null;
      tags: string[];
      /** @enum {string} */
      state: 'open' | 'acknowledged' | 'snoozed' | 'resolved';
      /**
       * @description The highest that people were told of.
       * @enum {string}
       */
      severity: 'info' | 'warning' | 'error' | 'critical';
      findings: components['schemas']['IncidentFinding'][];
      /** @description Of the errors that its executions failed with. */
      fingerprints: string[];
      /**
       * Format: date-time
       * @description When the fault began.
       */
      beganAt: string;
      /**
       * Format: date-time
       * @description When a threshold was reached.
       */
      openedAt: string;
      /** Format: date-time */
      acknowledgedAt: string | null;
      acknowledgedBy: string | null;
      /** Format: date-time */
      snoozedUntil: string | null;
      snoozedBy: string | null;
      /** @description How many steps it was escalated. */
      escalation: number;
      /** @description Good executions in a row since its last finding. */
      goodRuns: number;
      /** @description The job it depends on whose incident holds its alerts back. */
      heldBy: string | null;
      /** Format: date-time */
      resolvedAt: string | null;
      /** @description Null where it ended by itself. */
      resolvedBy: string | null;
      /** @description Why, in words. */
      resolution: string | null;
      /** @description Grows with each change. */
      revision: number;
      /** @description Its life, oldest first. */
      events: components['schemas']['IncidentEvent'][];
      /** @description What was told of it, and what was not, oldest first. */
      notifications: components['schemas']['Notification'][];
    };
    Reason: {
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    Snooze: {
      /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
      until: string;
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    Scrub: {
      /** @description 4 to 1000 characters. */
      text: string;
      dryRun?: boolean;
      /** @description 1 to 1000 characters, no control characters. */
      after?: string;
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    ScrubReport: {
      dryRun: boolean;
      /** @description Rows that held it, by what they are. */
      rows: {
        [key: string]: number;
      };
      /** @description Executions in flight that hold it, and are left as they are. */
      inFlight: number;
      complete: boolean;
      /** @description `after`, to go on; null where everything was looked at. */
      next: string | null;
    };
    EffectiveOption: {
      /** @description Durations in milliseconds; null for none. */
      value: unknown;
      /**
       * @example job
       * @example module
       * @example default
       * @example override
       * @example group matches
       */
      source: string;
    };
    EffectiveOptions: {
      previousNames: components['schemas']['EffectiveOption'];
      profile: components['schemas']['EffectiveOption'];
      group: components['schemas']['EffectiveOption'];
      owner: components['schemas']['EffectiveOption'];
      tags: components['schemas']['EffectiveOption'];
      timeZone: components['schemas']['EffectiveOption'];
      overlap: components['schemas']['EffectiveOption'];
      maxQueued: components['schemas']['EffectiveOption'];
      concurrency: components['schemas']['EffectiveOption'];
      zombie: components['schemas']['EffectiveOption'];
      scope: components['schemas']['EffectiveOption'];
      calendar: components['schemas']['EffectiveOption'];
      when: components['schemas']['EffectiveOption'];
      jitter: components['schemas']['EffectiveOption'];
      misfire: components['schemas']['EffectiveOption'];
      catchUpWindow: components['schemas']['EffectiveOption'];
      maxCatchUp: components['schemas']['EffectiveOption'];
      timeout: components['schemas']['EffectiveOption'];
      retryPolicy: components['schemas']['EffectiveOption'];
      onLost: components['schemas']['EffectiveOption'];
      breaker: components['schemas']['EffectiveOption'];
      runsOn: components['schemas']['EffectiveOption'];
      disabled: components['schemas']['EffectiveOption'];
      enhancers: components['schemas']['EffectiveOption'];
      guards: components['schemas']['EffectiveOption'];
      filters: components['schemas']['EffectiveOption'];
      keepResult: components['schemas']['EffectiveOption'];
      assert: components['schemas']['EffectiveOption'];
      parameters: components['schemas']['EffectiveOption'];
      logs: components['schemas']['EffectiveOption'];
      dependsOn: components['schemas']['EffectiveOption'];
      runbookUrl: components['schemas']['EffectiveOption'];
      impact: components['schemas']['EffectiveOption'];
      canWaitUntil: components['schemas']['EffectiveOption'];
      rerun: components['schemas']['EffectiveOption'];
      overrides: components['schemas']['EffectiveOption'];
      alertThresholds: {
        [key: string]: components['schemas']['EffectiveOption'];
      };
    };
    OverrideRecord: {
      /** @description As it was asked for. */
      value: unknown;
      /** @description What the code said when it was overridden; durations in milliseconds. */
      codeThen: unknown;
      codeNow: unknown;
      /** @description Whether the code has changed since. */
      drifted: boolean;
      by: string | null;
      reason: string | null;
      /** Format: date-time */
      since: string;
      /**
       * Format: date-time
       * @description When it goes back to the code by itself; null for never.
       */
      until: string | null;
    };
    JobOverride: {
      fields: {
        schedule?: components['schemas']['OverrideRecord'];
        timeZone?: components['schemas']['OverrideRecord'];
        timeout?: components['schemas']['OverrideRecord'];
        retryPolicy?: components['schemas']['OverrideRecord'];
        alertThresholds?: components['schemas']['OverrideRecord'];
        enabled?: components['schemas']['OverrideRecord'];
      };
      /** @description Why it doesn't hold; null where it does. */
      problem: string | null;
    };
    Job: {
      jobName: string;
      /** @description Where it is written. */
      definedIn: string;
      schedule: string;
      /** @enum {string} */
      scheduleSource: 'job' | 'override';
      /** @description The schedule in words. */
      description: string;
      disabledReason: string | null;
      options: components['schemas']['EffectiveOptions'];
      /** @description What people have put in place of the code. */
      override: components['schemas']['JobOverride'] | null;
      /** @description Living instances that have it in their code. */
      knownBy: string[];
      /** @description Grows with each change of the definition. */
      version: number;
      release: string | null;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** Format: date-time */
      removedAt: string | null;
    };
    Configuration: {
      schedule?: unknown;
      timeZone?: unknown;
      timeout?: unknown;
      retryPolicy?: unknown;
      alertThresholds?: unknown;
      enabled?: unknown;
      reset?: boolean;
      /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
      until?: string;
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    FieldChange: {
      /** @enum {string} */
      field: 'schedule' | 'timeZone' | 'timeout' | 'retryPolicy' | 'alertThresholds' | 'enabled';
      /** @description What the code says; durations in milliseconds. */
      code: unknown;
      before: unknown;
      after: unknown;
      /**
       * @description Who says so afterwards.
       * @enum {string}
       */
      source: 'override' | 'code';
      /** Format: date-time */
      until: string | null;
    };
    ConfigurationChange: {
      jobName: string;
      /** @description Of the definition: after the change, or, with `dryRun`, as it is. */
      version: number;
      dryRun: boolean;
      changes: components['schemas']['FieldChange'][];
      /** @description The next ten slots. */
      due: {
        before: string[];
        after: string[];
      };
    };
    EditedOverride: {
      revision: number;
      /** @description What it asked for; null gave a field back to the code. */
      patch: {
        [key: string]: unknown;
      };
      /** Format: date-time */
      at: string;
      by: string | null;
      reason: string | null;
      /**
       * Format: date-time
       * @description When what it asked for ends by itself; null for never.
       */
      until: string | null;
    };
    Fire: {
      /** Format: date-time */
      slot: string;
      /** @description What a change of the clocks does to it. */
      clockChange: ('moved' | 'first_of_two') | null;
      /** @description Which calendar keeps it from running. */
      closedBy: string | null;
    };
    Fires: {
      jobName: string;
      schedule: string;
      timeZone: string;
      /** @description The schedule in words. */
      description: string;
      /** @description By how much each may start later. */
      jitterMs: number;
      items: components['schemas']['Fire'][];
      /** @description Ask on with `from` the last of these. */
      more: boolean;
    };
    LedgerEntry: {
      /** Format: date-time */
      slot: string;
      /**
       * Format: date-time
       * @description The last of those that are counted together.
       */
      lastSlot: string;
      count: number;
      /** @enum {string} */
      outcome:
        | 'pending'
        | 'running'
        | 'completed'
        | 'failed'
        | 'timed_out'
        | 'cancelled'
        | 'lost'
        | 'skipped'
        | 'missed'
        | 'due'
        | 'undecided'
        | 'unaccounted'
        | 'not_kept';
      reason: string | null;
      /** Format: uuid */
      executionId: string | null;
      trigger: string | null;
      /** Format: date-time */
      startedAt: string | null;
      durationMs: number | null;
      /** Format: uuid */
      instanceId: string | null;
      /** @description Where it is explained. */
      why: string;
    };
    Ledger: {
      jobName: string;
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      items: components['schemas']['LedgerEntry'][];
      /**
       * Format: date-time
       * @description Where to read on, as `from`; null at the end.
       */
      next: string | null;
    };
    Bulk: {
      /**
       * @description One of trigger, pause, resume, skip-next.
       * @enum {string}
       */
      action: 'trigger' | 'pause' | 'resume' | 'skip-next';
      jobNames?: string[];
      filter?: {
        group?: string;
        owner?: string;
        tag?: string;
        health?: string;
      };
      expectedCount: number;
      /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
      until?: string;
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    BulkItem: {
      jobName: string;
      /** @enum {string} */
      outcome: 'done' | 'refused';
      /** @description Why it was refused; `FORBIDDEN` where it may not be acted on. */
      code: string | null;
      detail: string | null;
      /**
       * Format: uuid
       * @description Of `trigger`.
       */
      executionId: string | null;
      /**
       * Format: date-time
       * @description Of `skip-next`.
       */
      slot: string | null;
    };
    BulkResult: {
      /** @enum {string} */
      action: 'trigger' | 'pause' | 'resume' | 'skip-next';
      done: number;
      refused: number;
      /** @description By name. */
      items: components['schemas']['BulkItem'][];
    };
    EvidenceLine: {
      /** @enum {string} */
      kind:
        | 'database_unreachable'
        | 'claim_slow'
        | 'event_loop_blocked'
        | 'clock_stepped'
        | 'draining'
        | 'paused'
        | 'frozen'
        | 'schedule'
        | 'clock_change'
        | 'execution'
        | 'slot_range'
        | 'instance'
        | 'breaker'
        | 'skip_next'
        | 'definition';
      /** Format: date-time */
      from: string | null;
      /** Format: date-time */
      to: string | null;
      text: string;
      /** Format: uuid */
      executionId?: string;
      /** Format: uuid */
      instanceId?: string;
    };
    Explanation: {
      jobName: string;
      /** Format: date-time */
      at: string;
      /**
       * Format: date-time
       * @description The slot at that instant; null where none is due then.
       */
      slot: string | null;
      nearest: {
        /** Format: date-time */
        before: string | null;
        /** Format: date-time */
        after: string | null;
      };
      /** @enum {string} */
      outcome:
        | 'pending'
        | 'running'
        | 'completed'
        | 'failed'
        | 'timed_out'
        | 'cancelled'
        | 'lost'
        | 'skipped'
        | 'missed'
        | 'not_due'
        | 'upcoming'
        | 'undecided'
        | 'unrecorded';
      /**
       * @example completed
       * @example no_instance
       * @example database_unreachable
       * @example overlap
       * @example paused
       * @example not_due
       */
      cause: string;
      /** @description The answer. */
      sentence: string;
      /** @description What it rests on, the most telling first. */
      evidence: components['schemas']['EvidenceLine'][];
      next: {
        text: string;
        /** Format: date-time */
        at: string | null;
      };
    };
    Trigger: {
      parameters?: unknown;
      force?: boolean;
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    TriggeredExecution: {
      /** Format: uuid */
      executionId: string;
      jobName: string;
      /** @enum {string} */
      status: 'running' | 'pending';
    };
    Freeze: {
      /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
      until?: string;
      /** @description 1 to 200 characters, no control characters. */
      group?: string;
      /** @description 1 to 200 characters, no control characters. */
      owner?: string;
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    Unfreeze: {
      /** @description 1 to 200 characters, no control characters. */
      group?: string;
      /** @description 1 to 200 characters, no control characters. */
      owner?: string;
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    FreezeInForce: {
      /** @description Null for jobs of all groups, and of none. */
      group: string | null;
      /** @description Null for jobs of all owners, and of none. */
      owner: string | null;
      /** Format: date-time */
      since: string;
      /** Format: date-time */
      until: string | null;
      by: string | null;
      reason: string | null;
    };
    CancelledExecution: {
      /** Format: uuid */
      executionId: string;
      jobName: string;
      /** @enum {string} */
      status: 'cancelled' | 'cancelling';
    };
    Pause: {
      /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
      until?: string;
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    Backfill: {
      /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
      from: string;
      /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
      to: string;
      limit?: number;
      /** @description 1 to 500 characters. */
      reason?: string;
    };
    BackfilledRange: {
      jobName: string;
      count: number;
      /** Format: date-time */
      first: string | null;
      /** Format: date-time */
      last: string | null;
    };
    ExecutionPage: {
      items: components['schemas']['Execution'][];
      page: {
        /** @description `cursor` of the next page; null for the last. */
        next: string | null;
        previous: string | null;
        limit: number;
      };
      /** @description Only where `count` was asked for. `gte`: at least so many. */
      total?: {
        value: number;
        /** @enum {string} */
        relation: 'eq' | 'gte';
      };
    };
    FailedAttempt: {
      attempt: number;
      /** @enum {string} */
      failure: 'transient' | 'permanent' | 'timeout' | 'pipeline' | 'lost' | 'unclassified';
      /** Format: uuid */
      instanceId: string | null;
      /** Format: date-time */
      startedAt: string | null;
      /** Format: date-time */
      endedAt: string;
      durationMs: number | null;
      error: components['schemas']['ExecutionError'] | null;
      /** Format: date-time */
      retryAt: string;
    };
    LogLine: {
      attempt: number;
      sequence: number;
      /** Format: date-time */
      at: string;
      /** @enum {string} */
      level: 'debug' | 'info' | 'warn' | 'error';
      context: string | null;
      text: string;
      /** @description How many lines right before it are not kept. */
      dropped: number;
    };
    LogPage: {
      /** Format: uuid */
      executionId: string;
      captured: boolean;
      /** @description Whether more may follow. */
      inFlight: boolean;
      items: components['schemas']['LogLine'][];
      page: {
        /** @description `after` of the next page, also later. */
        next: string | null;
        /** @description Whether there are lines behind this page already. */
        more: boolean;
        limit: number;
      };
    };
    RelatedExecution: {
      /** Format: uuid */
      id: string;
      jobName: string;
      /** @enum {string} */
      status:
        | 'pending'
        | 'running'
        | 'completed'
        | 'failed'
        | 'timed_out'
        | 'cancelled'
        | 'lost'
        | 'skipped'
        | 'missed';
      reason: string | null;
      /** Format: date-time */
      scheduledAt: string | null;
      /** Format: date-time */
      startedAt: string | null;
      /** Format: date-time */
      completedAt: string | null;
      durationMs: number | null;
      /** Format: date-time */
      createdAt: string;
      errorClass: string | null;
    };
    ExecutionInDetail: {
      /** Format: uuid */
      id: string;
      jobName: string;
      group: string | null;
      owner: string | null;
      application: string;
      environment: string;
      /** @enum {string} */
      status:
        | 'pending'
        | 'running'
        | 'completed'
        | 'failed'
        | 'timed_out'
        | 'cancelled'
        | 'lost'
        | 'skipped'
        | 'missed';
      reason: string | null;
      trigger: string;
      triggeredBy: string | null;
      triggerReason: string | null;
      /**
       * Format: date-time
       * @description Its slot; null for a manual run.
       */
      scheduledAt: string | null;
      /**
       * Format: date-time
       * @description When its first attempt started.
       */
      startedAt: string | null;
      /** Format: date-time */
      completedAt: string | null;
      /** @description Milliseconds, of its last attempt. */
      durationMs: number | null;
      /** Format: date-time */
      nextSlotAt: string | null;
      /** Format: uuid */
      instanceId: string | null;
      release: string | null;
      epoch: number;
      attempt: number;
      maxAttempts: number;
      /** Format: date-time */
      heartbeatAt: string | null;
      progress: number | null;
      progressMessage: string | null;
      error: components['schemas']['ExecutionError'] | null;
      parameters: unknown;
      result: unknown;
      metadata: {
        [key: string]: unknown;
      } | null;
      traceId: string | null;
      definitionVersion: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** @description Attempts that were retried, oldest first. */
      failedAttempts: components['schemas']['FailedAttempt'][];
      /** @description The first page. */
      logs: components['schemas']['LogPage'] | null;
      related: {
        /** @description Of the job. */
        previous: components['schemas']['RelatedExecution'] | null;
        /** @description Of the job. */
        next: components['schemas']['RelatedExecution'] | null;
        /** @description Newest first, at most 10. */
        sameFingerprint: components['schemas']['RelatedExecution'][];
        /** @description What else failed within half a minute, newest first, at most 10. */
        failedAround: components['schemas']['RelatedExecution'][];
      };
    };
    ErrorHint: {
      kind: string;
      text: string;
    };
    ExecutionAdvice: {
      /** Format: uuid */
      executionId: string;
      /** @description What usually helps against its class of error. */
      hint: components['schemas']['ErrorHint'] | null;
      /** @description A page: that of the error's class, else the job's. */
      runbook: string | null;
      /** @description Whether it may run again, as the job says. */
      rerun: ('safe' | 'ask' | 'never') | null;
      rerunInWords: string | null;
      owner: string | null;
      /** @description What happens while the job does not run. */
      impact: string | null;
      /** @description How long that can wait. */
      canWaitUntil: string | null;
      /** @description Of the job, the last one before it that completed. */
      lastSuccess: components['schemas']['Execution'] | null;
      /** @description Lines of the last attempt, those that are not kept too; null where nothing is shown of a log. */
      logLines: {
        own: number | null;
        lastSuccess: number | null;
      };
      /** @description Milliseconds, of what completed of the job in the 7 days before it. */
      usual: components['schemas']['DurationDistribution'] | null;
      /** @description Between the last success and its end, newest first, at most 20. */
      changed: components['schemas']['Mark'][];
      /** @description That it belongs to, over or not. */
      incident: {
        /** Format: uuid */
        id: string;
        /** @enum {string} */
        state: 'open' | 'acknowledged' | 'snoozed' | 'resolved';
        /** @enum {string} */
        severity: 'info' | 'warning' | 'error' | 'critical';
      } | null;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  Session_read: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who you are, what you may do, and where you are */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Session'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Ticket_open: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Ticket'];
      };
    };
    responses: {
      /** @description Signs in with the ticket of a link, which is good for once */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenedSession'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`, `invalid-ticket` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Status_all: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every job with its health, by name */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['JobStatus'][];
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Stats_stats: {
    parameters: {
      query?: {
        /** @description One of hour, day, none. */
        bucket?: 'hour' | 'day' | 'none';
        /** @description A job name: 1 to 120 of A-Z a-z 0-9 _ . : -. */
        jobName?: string;
        /** @description 1 to 200 characters, no control characters. */
        group?: string;
        /** @description 1 to 200 characters, no control characters. */
        owner?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        from?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Counts by status, success rate, durations and lateness over any window */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StatisticsReport'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Timeline_timeline: {
    parameters: {
      query?: {
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        from?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        to?: string;
        /** @description One of job, instance. */
        by?: 'job' | 'instance';
        jobName?: string[];
        /** @description 1 to 200 characters, no control characters. */
        group?: string;
        /** @description 1 to 200 characters, no control characters. */
        owner?: string;
        /** @description A number from 1 to 500. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A stretch of time: a lane for each job or instance, with what ran and what is due */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Timeline'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  JobReports_performance: {
    parameters: {
      query?: {
        /** @description One of jobName, runs, successRate, p50, p95, p99, max, totalMs, lateness, missed, change, -jobName, -runs, -successRate, -p50, -p95, -p99, -max, -totalMs, -lateness, -missed, -change. */
        sort?:
          | 'jobName'
          | 'runs'
          | 'successRate'
          | 'p50'
          | 'p95'
          | 'p99'
          | 'max'
          | 'totalMs'
          | 'lateness'
          | 'missed'
          | 'change'
          | '-jobName'
          | '-runs'
          | '-successRate'
          | '-p50'
          | '-p95'
          | '-p99'
          | '-max'
          | '-totalMs'
          | '-lateness'
          | '-missed'
          | '-change';
        /** @description A job name: 1 to 120 of A-Z a-z 0-9 _ . : -. */
        jobName?: string;
        /** @description 1 to 200 characters, no control characters. */
        group?: string;
        /** @description 1 to 200 characters, no control characters. */
        owner?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        from?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        to?: string;
        /** @description A number from 1 to 10000. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every job with its durations against the period before */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PerformanceReport'];
          'text/csv': string;
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  JobReports_trends: {
    parameters: {
      query?: {
        /** @description A number from 1 to 10000. */
        limit?: number;
        /** @description A job name: 1 to 120 of A-Z a-z 0-9 _ . : -. */
        jobName?: string;
        /** @description 1 to 200 characters, no control characters. */
        group?: string;
        /** @description 1 to 200 characters, no control characters. */
        owner?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        from?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What has changed against the period before, in words */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TrendsReport'];
          'text/csv': string;
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  JobReports_groups: {
    parameters: {
      query: {
        /** @description One of group, owner. */
        groupBy: 'group' | 'owner';
        /** @description A job name: 1 to 120 of A-Z a-z 0-9 _ . : -. */
        jobName?: string;
        /** @description 1 to 200 characters, no control characters. */
        group?: string;
        /** @description 1 to 200 characters, no control characters. */
        owner?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        from?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        to?: string;
        /** @description A number from 1 to 10000. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every group, or every owner, with all its jobs together against the period before */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupsReport'];
          'text/csv': string;
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  JobReports_objectives: {
    parameters: {
      query?: {
        /** @description A job name: 1 to 120 of A-Z a-z 0-9 _ . : -. */
        jobName?: string;
        /** @description 1 to 200 characters, no control characters. */
        group?: string;
        /** @description 1 to 200 characters, no control characters. */
        owner?: string;
        /** @description One of job, group, owner. */
        groupBy?: 'job' | 'group' | 'owner';
        /** @description A number from 1 to 1000. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How jobs, groups or owners stand with their objectives: budget and burn */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ObjectivesReport'];
          'text/csv': string;
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Failures_list: {
    parameters: {
      query?: {
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        from?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        to?: string;
        state?: ('open' | 'resolved' | 'regressed' | 'ignored')[];
        /** @description A job name: 1 to 120 of A-Z a-z 0-9 _ . : -. */
        jobName?: string;
        /** @description 1 to 200 characters, no control characters. */
        group?: string;
        /** @description 1 to 200 characters, no control characters. */
        owner?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        newSince?: string;
        /** @description 2 to 200 characters, no control characters. */
        search?: string;
        /** @description One of -count, -lastSeenAt, -firstSeenAt. */
        sort?: '-count' | '-lastSeenAt' | '-firstSeenAt';
        /** @description A number from 1 to 200. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Failures by the fault that they have in common */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FailureGroups'];
          'text/csv': string;
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Failures_one: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        fingerprint: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One fault, with its newest executions */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FailureGroupDetails'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-failure`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Failures_ignore: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        fingerprint: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Ignore'];
      };
    };
    responses: {
      /** @description Nobody wants to hear of a fault */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FailureGroup'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-failure`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Failures_resolve: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        fingerprint: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Resolve'];
      };
    };
    responses: {
      /** @description A fault is mended; should it show again, that is a regression */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FailureGroup'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-failure`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Insight_instances: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who is there, and which definitions they run */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InstancesReport'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Insight_diagnosis: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What somebody has to see to about the library itself */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Diagnosis'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Insight_storage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How much room the record takes, how fast it grows, when what goes */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StorageReport'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Insight_scaling: {
    parameters: {
      query?: {
        /** @description A number from 1 to 10000. */
        perWorker?: number;
        /** @description A number from 0 to 3600. */
        ahead?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How many workers the work there is would occupy */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScalingSignal'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Insight_marks: {
    parameters: {
      query: {
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        from: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        to: string;
        /** @description A job name: 1 to 120 of A-Z a-z 0-9 _ . : -. */
        jobName?: string;
        /** @description A number from 1 to 1000. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What changed: deployments, instances, edits */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MarksReport'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Audit_list: {
    parameters: {
      query?: {
        /** @description A job name: 1 to 120 of A-Z a-z 0-9 _ . : -. */
        jobName?: string;
        /** @description 1 to 200 characters, no control characters. */
        by?: string;
        /** @description One of trigger, cancel, skip-next, pause, resume, freeze, unfreeze, backfill, hold, release, configure, bulk, ignore, resolve, reopen, scrub, acknowledge, snooze, resolve-incident, alert-preference, alert-test. */
        action?:
          | 'trigger'
          | 'cancel'
          | 'skip-next'
          | 'pause'
          | 'resume'
          | 'freeze'
          | 'unfreeze'
          | 'backfill'
          | 'hold'
          | 'release'
          | 'configure'
          | 'bulk'
          | 'ignore'
          | 'resolve'
          | 'reopen'
          | 'scrub'
          | 'acknowledge'
          | 'snooze'
          | 'resolve-incident'
          | 'alert-preference'
          | 'alert-test';
        /** @description 1 to 200 characters, no control characters. */
        requestId?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        from?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        to?: string;
        /** @description A number from 1 to 200. */
        limit?: number;
        /** @description 1 to 2000 characters, no control characters. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who decided what, newest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditPage'];
        };
      };
      /** @description `invalid-request`, `invalid-cursor` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Alerting_stats: {
    parameters: {
      query?: {
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        from?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What alerting came to */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AlertStats'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Alerting_notifications: {
    parameters: {
      query?: {
        state?: ('pending' | 'sending' | 'delivered' | 'suppressed' | 'digested' | 'failed')[];
        /** @description 1 to 60 characters, no control characters. */
        channel?: string;
        /** @description An incident's id, a UUID. */
        incidentId?: string;
        /** @description A number from 1 to 200. */
        limit?: number;
        /** @description 1 to 2000 characters, no control characters. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every message, and every decision not to send one, newest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NotificationPage'];
        };
      };
      /** @description `invalid-request`, `invalid-cursor` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Alerting_routes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who hears of what, in the order in which it is looked up */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['AlertRouteRecord'][];
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Alerting_channels: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Where alerts go, and how that is */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['AlertChannelRecord'][];
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Alerting_test: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['AlertTest'];
      };
    };
    responses: {
      /** @description Sends a test message through a route or a channel */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Notification'][];
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Alerting_dryRun: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['AlertDryRun'];
      };
    };
    responses: {
      /** @description What routes, or thresholds of a job, would have told; nothing is sent */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AlertDryRunReport'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  AlertPreferences_all: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Preferences that hold, by key */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['HeldAlertPreference'][];
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  AlertPreferences_set: {
    parameters: {
      query?: never;
      header?: {
        'If-Match'?: string;
      };
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AlertPreference'];
      };
    };
    responses: {
      /** @description Sets a preference, or gives it back to the code */
      200: {
        headers: {
          /** @description The revision afterwards. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HeldAlertPreference'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-preference`, `unknown-job` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `version-conflict` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `precondition-required` */
      428: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Incidents_list: {
    parameters: {
      query?: {
        state?: ('open' | 'acknowledged' | 'snoozed' | 'resolved')[];
        /** @description One of info, warning, error, critical. */
        severity?: 'info' | 'warning' | 'error' | 'critical';
        /** @description A job name: 1 to 120 of A-Z a-z 0-9 _ . : -. */
        jobName?: string;
        /** @description 1 to 200 characters, no control characters. */
        group?: string;
        /** @description 1 to 200 characters, no control characters. */
        owner?: string;
        /** @description 1 to 200 characters, no control characters. */
        tag?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        from?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        to?: string;
        /** @description A number from 1 to 200. */
        limit?: number;
        /** @description 1 to 2000 characters, no control characters. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Incidents, newest first: those that are not over, where no state is asked for */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IncidentPage'];
        };
      };
      /** @description `invalid-request`, `invalid-cursor` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Incidents_one: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        incidentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One incident, its life, and what was told of it */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IncidentDetails'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-incident` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Incidents_acknowledge: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        incidentId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Reason'];
      };
    };
    responses: {
      /** @description Somebody is on it */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Incident'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-incident` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `incident-resolved` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Incidents_snooze: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        incidentId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Snooze'];
      };
    };
    responses: {
      /** @description Nobody wants to hear of it until then */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Incident'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-incident` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `incident-resolved` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Incidents_resolve: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        incidentId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Reason'];
      };
    };
    responses: {
      /** @description It is over */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Incident'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-incident` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `incident-resolved` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Scrub_scrub: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Scrub'];
      };
    };
    responses: {
      /** @description Takes a text out of what is stored */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScrubReport'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `no-right` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Jobs_all: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every job as it is defined, by name */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Job'][];
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Jobs_one: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One job as it is defined */
      200: {
        headers: {
          /** @description Its version, for `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Job'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Configuration_configure: {
    parameters: {
      query?: {
        /** @description One of true, false. */
        dryRun?: 'true' | 'false';
      };
      header?: {
        'If-Match'?: string;
      };
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Configuration'];
      };
    };
    responses: {
      /** @description Puts values in place of those of a job's code */
      200: {
        headers: {
          /** @description The version afterwards. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConfigurationChange'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `observed-job`, `system-job` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `version-conflict` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `override-refused`, `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `precondition-required` */
      428: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Configuration_edits: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who changed what of a job's configuration, the last change first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['EditedOverride'][];
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Configuration_configure_2: {
    parameters: {
      query?: {
        /** @description One of true, false. */
        dryRun?: 'true' | 'false';
      };
      header?: {
        'If-Match'?: string;
      };
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Configuration'];
      };
    };
    responses: {
      /** @description Puts values in place of those of a job's code */
      200: {
        headers: {
          /** @description The version afterwards. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConfigurationChange'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `observed-job`, `system-job` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `version-conflict` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `override-refused`, `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `precondition-required` */
      428: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Slots_fires: {
    parameters: {
      query?: {
        /** @description 1 to 500 characters, no control characters. */
        expression?: string;
        /** @description 1 to 100 characters, no control characters. */
        timeZone?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        from?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        to?: string;
        /** @description A number from 1 to 500. */
        limit?: number;
      };
      header?: never;
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Due times of a job, also by a schedule that is only being considered */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Fires'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value`, `no-slot` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Slots_slots: {
    parameters: {
      query?: {
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        from?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        to?: string;
        /** @description A number from 1 to 500. */
        limit?: number;
      };
      header?: never;
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every slot of a job in a window, with its outcome */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Ledger'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Bulk_bulk: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Bulk'];
      };
    };
    responses: {
      /** @description Does the same to many jobs; each has an outcome of its own */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BulkResult'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `count-mismatch` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Why_why: {
    parameters: {
      query: {
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        at: string;
      };
      header?: never;
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Why a job did or did not run at an instant */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Explanation'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  OpenApi_read: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description This document: OpenAPI 3.1 */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': Record<string, never>;
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-installed` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Trigger_triggerJob: {
    parameters: {
      query?: {
        /** @description One of allow. */
        overlap?: 'allow';
      };
      header?: {
        'Idempotency-Key'?: string;
      };
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Trigger'];
      };
    };
    responses: {
      /** @description Starts a job */
      202: {
        headers: {
          /** @description Where the execution is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TriggeredExecution'];
        };
      };
      /** @description `invalid-request`, `invalid-parameters` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `job-in-flight`, `frozen`, `concurrency-limit`, `observed-job` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Trigger_trigger: {
    parameters: {
      query?: {
        /** @description One of allow. */
        overlap?: 'allow';
      };
      header?: {
        'Idempotency-Key'?: string;
      };
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Trigger'];
      };
    };
    responses: {
      /** @description Starts a job */
      202: {
        headers: {
          /** @description Where the execution is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TriggeredExecution'];
        };
      };
      /** @description `invalid-request`, `invalid-parameters` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `job-in-flight`, `frozen`, `concurrency-limit`, `observed-job` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Freeze_freeze: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Freeze'];
      };
    };
    responses: {
      /** @description Nothing starts any more */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            frozen: true;
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Freeze_unfreeze: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Unfreeze'];
      };
    };
    responses: {
      /** @description Ends a freeze */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            unfrozen: boolean;
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Freeze_freezes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The freezes that hold */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['FreezeInForce'][];
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Steering_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Reason'];
      };
    };
    responses: {
      /** @description Cancels an execution, wherever it waits or runs */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CancelledExecution'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-execution`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-in-flight`, `observed-job` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Steering_pause: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Pause'];
      };
    };
    responses: {
      /** @description Lets no slot of a job run */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            jobName: string;
            /** @constant */
            paused: true;
            /** Format: date-time */
            until: string | null;
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `observed-job`, `system-job` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Steering_pause_2: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Pause'];
      };
    };
    responses: {
      /** @description Lets no slot of a job run */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            jobName: string;
            /** @constant */
            paused: true;
            /** Format: date-time */
            until: string | null;
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `observed-job`, `system-job` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Steering_resume: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Reason'];
      };
    };
    responses: {
      /** @description Lets slots run again */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            jobName: string;
            /** @constant */
            paused: false;
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `observed-job` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Steering_resume_2: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Reason'];
      };
    };
    responses: {
      /** @description Lets slots run again */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            jobName: string;
            /** @constant */
            paused: false;
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `observed-job` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Steering_skipNext: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Reason'];
      };
    };
    responses: {
      /** @description Lets the next slot of a job pass */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            jobName: string;
            /** Format: date-time */
            slot: string;
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `observed-job`, `system-job` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `no-slot` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Steering_skipNext_2: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['Reason'];
      };
    };
    responses: {
      /** @description Lets the next slot of a job pass */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            jobName: string;
            /** Format: date-time */
            slot: string;
          };
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `observed-job`, `system-job` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `no-slot` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Steering_backfill: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Backfill'];
      };
    };
    responses: {
      /** @description Runs a job for the slots of a past range */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BackfilledRange'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `observed-job`, `system-job` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `backfill-too-large`, `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Steering_backfill_2: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        jobName: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Backfill'];
      };
    };
    responses: {
      /** @description Runs a job for the slots of a past range */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BackfilledRange'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden`, `cross-origin` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-job`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `observed-job`, `system-job` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `backfill-too-large`, `impossible-value` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Executions_list: {
    parameters: {
      query?: {
        status?: (
          | 'pending'
          | 'running'
          | 'completed'
          | 'failed'
          | 'timed_out'
          | 'cancelled'
          | 'lost'
          | 'skipped'
          | 'missed'
        )[];
        /** @description A job name: 1 to 120 of A-Z a-z 0-9 _ . : -. */
        jobName?: string;
        /** @description 1 to 200 characters, no control characters. */
        group?: string;
        /** @description 1 to 200 characters, no control characters. */
        owner?: string;
        /** @description 1 to 200 characters, no control characters. */
        tag?: string;
        /** @description 1 to 50 characters, no control characters. */
        trigger?: string;
        /** @description An instance's id, a UUID. */
        instance?: string;
        /** @description 1 to 200 characters, no control characters. */
        release?: string;
        /** @description 1 to 200 characters, no control characters. */
        fingerprint?: string;
        /** @description 1 to 200 characters, no control characters. */
        environment?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        from?: string;
        /** @description An instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B). */
        to?: string;
        /** @description Two instants, the earlier first: from,to. */
        overlaps?: string;
        /** @description 2 to 200 characters, no control characters. */
        search?: string;
        /** @description One of -createdAt, createdAt, -scheduledAt, scheduledAt, -startedAt, startedAt, -duration, duration. */
        sort?:
          | '-createdAt'
          | 'createdAt'
          | '-scheduledAt'
          | 'scheduledAt'
          | '-startedAt'
          | 'startedAt'
          | '-duration'
          | 'duration';
        /** @description A number from 1 to 200. */
        limit?: number;
        /** @description 1 to 2000 characters, no control characters. */
        cursor?: string;
        /** @description One of none, capped, exact. */
        count?: 'none' | 'capped' | 'exact';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Executions, in flight and ended, a page at a time */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExecutionPage'];
        };
      };
      /** @description `invalid-request`, `invalid-cursor` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `count-too-wide` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Executions_one: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One execution, with its failed attempts, first log lines, and what stands around it */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExecutionInDetail'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-execution`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Logs_logs: {
    parameters: {
      query?: {
        /** @description An earlier answer's page.next. */
        after?: string;
        /** @description One of debug, info, warn, error. */
        level?: 'debug' | 'info' | 'warn' | 'error';
        /** @description 1 to 200 characters, no control characters. */
        search?: string;
        /** @description A number from 1 to 1000. */
        limit?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What an execution has logged, a page of it, or all of it as a file */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogPage'];
          'text/plain': string;
        };
      };
      /** @description `invalid-request`, `invalid-cursor` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-execution`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  Advice_advice: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What to do about an execution, its last success, what changed since, and the incident it belongs to */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExecutionAdvice'];
        };
      };
      /** @description `invalid-request` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unknown-execution`, `unknown-route` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-requests` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal` */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-ready`, `database-unavailable`, `identity-unavailable`, `query-timeout` */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Refused by a guard, pipe or interceptor of the host: `refused-by-host`. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
