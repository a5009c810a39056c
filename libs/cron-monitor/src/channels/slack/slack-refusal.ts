import { DeliveryError } from '../alert-channel.js';
import type { SlackRequest } from './slack-client.js';

/** Nothing gets through any more until somebody does something, and what. */
const GONE: Readonly<Record<string, string>> = {
  no_service: 'the webhook was deleted or switched off: make a new one in the settings of the Slack app',
  no_service_id: 'the webhook was deleted or switched off: make a new one in the settings of the Slack app',
  no_active_hooks: 'the webhook was switched off: make a new one in the settings of the Slack app',
  no_team: 'the workspace of the webhook is not there any more',
  team_disabled: 'the workspace is switched off',
  invalid_token: 'the webhook is not valid any more: make a new one in the settings of the Slack app',
  action_prohibited: 'an administrator of the workspace does not allow it',
  posting_to_general_channel_denied: 'the app may not write to the general channel: choose another one',
  user_not_found: 'whom the webhook writes to is not there any more',
  channel_is_archived: 'the channel is archived: choose another one',
  is_archived: 'the channel is archived: choose another one',
  channel_not_found:
    'there is no such channel for the app: check its id, and invite the bot if it is private',
  not_in_channel: 'the bot is no member of the channel: write /invite and its name there',
  restricted_action: 'the settings of the workspace forbid it',
  restricted_action_read_only_channel: 'the channel is read-only',
  invalid_auth: 'the token is not valid: set the one that the settings of the Slack app show',
  not_authed: 'there is no token: set the one that the settings of the Slack app show',
  token_revoked: 'the token was revoked: install the app again, and set its new token',
  token_expired: 'the token has expired: set a new one',
  account_inactive: 'the bot or its workspace was deleted: install the app again, and set its new token',
  missing_scope: 'the bot lacks the scope chat:write: add it, and install the app again',
  not_allowed_token_type: 'a token of this kind may not write: set the one of the bot, xoxb-…',
  no_permission: 'the token may not do this',
  access_denied: 'the token may not do this',
  ekm_access_denied: 'administrators have suspended posting',
  team_access_not_granted: 'the app was not installed in this workspace',
};

/** What is wrong is what was sent. */
const UNREADABLE = [
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_payload',
  'invalid_attachments',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
];
/** What it was to be an answer to can't be answered any more. */
const NO_THREAD = ['thread_not_found', 'message_not_found', 'cannot_reply_to_message', 'invalid_thread_ts'];
/** What it was to replace can't be replaced any more. */
const NO_EDIT = ['message_not_found', 'cant_update_message', 'edit_window_closed', 'update_failed'];

/** Why Slack did not accept something. */
export class SlackRefusal extends DeliveryError {
  private constructor(
    message: string,
    /** As Slack calls it; null where it did not answer. */
    readonly slackError: string | null,
    options: ConstructorParameters<typeof DeliveryError>[1],
  ) {
    super(message, options);
  }

  /**
   * @param slackError what the answer says; null where there is none
   * @param detail what else it says
   */
  static of(request: SlackRequest, slackError: string | null, cause: unknown, detail?: string): SlackRefusal {
    const { status, retryAfterMs } = request;
    if (status === 429 || slackError === 'ratelimited') {
      return new SlackRefusal('Slack has had too many messages from us', slackError, { retryAfterMs, cause });
    }
    if (slackError !== null && Object.hasOwn(GONE, slackError)) {
      const why = GONE[slackError];
      return new SlackRefusal(`Slack answers ${slackError}: ${why}.`, slackError, {
        channelGone: true,
        cause,
      });
    }
    if (slackError !== null && UNREADABLE.includes(slackError)) {
      const more = detail ? `: ${detail}` : '';
      return new SlackRefusal(`Slack answers ${slackError}${more}`, slackError, { retry: false, cause });
    }
    if (status === null) {
      const why = request.tookTooLong ? 'it took too long' : reasonOf(cause);
      return new SlackRefusal(`Slack does not answer (${why})`, null, { cause });
    }
    // without a word of Slack's: what is there is not Slack's any more; anything else may be a proxy's mood
    const channelGone = slackError === null && [404, 410].includes(status);
    const said = slackError ?? `status ${status}`;
    return new SlackRefusal(`Slack answers ${said}`, slackError, { retryAfterMs, channelGone, cause });
  }

  get isUnreadable(): boolean {
    return UNREADABLE.includes(this.slackError ?? '');
  }

  get isWithoutThread(): boolean {
    return NO_THREAD.includes(this.slackError ?? '');
  }

  get isWithoutEdit(): boolean {
    return NO_EDIT.includes(this.slackError ?? '');
  }
}

/** The innermost cause says it best: `connect ECONNREFUSED`, not `fetch failed`. */
function reasonOf(error: unknown): string {
  let reason = error;
  for (let depth = 0; depth < 5 && (reason as Error | undefined)?.cause !== undefined; depth++) {
    reason = (reason as Error).cause;
  }
  const { code, message } = reason as { code?: string; message?: string };
  return String(message || code || reason).slice(0, 200);
}
