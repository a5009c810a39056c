import { ACTION_IDS, SNOOZES, type Snooze } from '../slack-buttons.js';
import type { SlackAction } from '../slack.options.js';

/** A button that somebody pressed. */
export interface SlackInteraction {
  readonly userId: string;
  readonly team: string;
  /** Where only that person is answered; null where Slack gives none. */
  readonly responseUrl: string | null;
  readonly action: SlackAction;
  readonly incidentId: string;
  /** Of `snooze`. */
  readonly snooze: Snooze | null;
}

const INCIDENT = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What Slack sent; null where it is about no button of ours: the app may have others. */
export function readInteraction(rawBody: Buffer): SlackInteraction | null {
  const payload = parsed(new URLSearchParams(rawBody.toString('utf8')).get('payload'));
  const [pressed] = (payload?.actions ?? []) as readonly Pressed[];
  if (payload?.type !== 'block_actions' || pressed === undefined) return null;
  const action = actionOf(pressed.action_id);
  if (action === null) return null;
  const [snooze, incidentId] =
    action === 'snooze' ? (pressed.selected_option?.value ?? '').split(':') : [null, pressed.value];
  const userId = payload.user?.id;
  if (typeof userId !== 'string' || !INCIDENT.test(incidentId ?? '')) return null;
  if (snooze !== null && !Object.hasOwn(SNOOZES, snooze)) return null;
  return {
    userId,
    team: String(payload.user?.team_id ?? payload.team?.id ?? ''),
    responseUrl: typeof payload.response_url === 'string' ? payload.response_url : null,
    action,
    incidentId: incidentId!,
    snooze: snooze as Snooze | null,
  };
}

interface Pressed {
  readonly action_id?: unknown;
  readonly value?: string;
  readonly selected_option?: { readonly value?: string };
}

interface Payload {
  readonly type?: unknown;
  readonly actions?: unknown;
  readonly user?: { readonly id?: unknown; readonly team_id?: unknown };
  readonly team?: { readonly id?: unknown } | null;
  readonly response_url?: unknown;
}

function actionOf(actionId: unknown): SlackAction | null {
  const known = Object.entries(ACTION_IDS).find(([, id]) => id === actionId);
  return known ? (known[0] as SlackAction) : null;
}

function parsed(json: string | null): Payload | null {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
