import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { TrackedCronError, type Clock, type JobRecord, type TriggerOptions } from 'nestjs-tracked-cron';
import type { ICronAlerts } from '../../../cron-alerts.interface.js';
import { OURSELVES } from '../../../incidents/incident.js';
import type { SlackChannel } from '../slack-channel.js';
import { TIMEOUT_MS } from '../slack-client.js';
import { slackDate, slackText } from '../slack-text.js';
import type { SlackBotOptions, SlackPrincipal } from '../slack.options.js';
import { readInteraction, type SlackInteraction } from './slack-interaction.js';
import { isRecent, isSignedWith, SeenSignatures, type SlackProof } from './slack-signature.js';
import { snoozeUntil } from './snooze-until.js';

/** Of the manager, whose own knows the host's job names by type. */
export interface AnyJobs {
  getJob(jobName: string): Promise<JobRecord>;
  triggerManually(jobName: string, options: TriggerOptions): Promise<unknown>;
}

/** Why a request is not believed. */
export type Disbelief = 'forged' | 'stale' | 'replayed';

/** Does what buttons in Slack are pressed for. */
export class SlackActions {
  private readonly logger = new Logger('SlackActionsModule');
  private readonly seen = new SeenSignatures();
  /** What was answered already and is not done yet. */
  private readonly working = new Set<Promise<void>>();

  constructor(
    private readonly channels: readonly SlackChannel[],
    private readonly alerts: Pick<ICronAlerts, 'acknowledge' | 'snooze' | 'getIncident'>,
    private readonly jobs: AnyJobs,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes what Slack says was pressed. Slack wants its answer within 3 s, so it is done afterwards; who pressed the button is then
   * told what became of it.
   * @returns why it is not believed; null where it is
   */
  take(proof: SlackProof): Disbelief | null {
    const now = this.clock.now();
    if (!isRecent(proof, now)) return 'stale';
    const settings = this.channels
      .map(({ buttons }) => buttons)
      .find((buttons) => buttons !== null && isSignedWith(proof, buttons.signingSecret));
    if (!settings) return 'forged';
    if (!this.seen.add(proof.signature!, now)) return 'replayed';
    const interaction = readInteraction(proof.rawBody);
    if (interaction !== null) this.start(this.answer(interaction, settings, proof.signature!));
    return null;
  }

  /** Resolves when everything that was taken is done. */
  async settled(): Promise<void> {
    await Promise.all(this.working);
  }

  private start(work: Promise<void>): void {
    this.working.add(work);
    void work.finally(() => this.working.delete(work));
  }

  /** Never rejects: nobody waits for it. */
  private async answer(
    interaction: SlackInteraction,
    settings: SlackBotOptions,
    signature: string,
  ): Promise<void> {
    const text = await this.perform(interaction, settings, signature).catch((error: unknown) => {
      // its message says what to do
      if (error instanceof TrackedCronError) return slackText(error.message, 1_000);
      this.logger.error(
        `A button in Slack failed (${interaction.action}): ${String((error as Error)?.stack ?? error)}`,
      );
      return 'That did not work. The log of the application says why.';
    });
    await this.whisper(interaction, text);
  }

  /** @returns what the person is told */
  private async perform(
    interaction: SlackInteraction,
    { users, timeZone }: SlackBotOptions,
    signature: string,
  ): Promise<string> {
    const { action, incidentId, userId, team } = interaction;
    const principal: SlackPrincipal | null = (await users?.(userId, team)) ?? null;
    if (principal === null)
      return 'You are nobody that this application knows: ask for your Slack user to be added.';
    const { by, may } = principal;
    if (!may.includes(action)) return `You (${slackText(by, 200)}) may not do this here.`;
    const words = { by, reason: 'in Slack' };
    switch (action) {
      case 'acknowledge': {
        await this.alerts.acknowledge(incidentId, words);
        return 'You are on it: that is on record, and reminders stop.';
      }
      case 'snooze': {
        const until = snoozeUntil(interaction.snooze!, new Date(this.clock.now()), timeZone);
        await this.alerts.snooze(incidentId, { ...words, until });
        return `Nothing more is told of it until ${slackDate(until)}.`;
      }
      case 'rerun':
        return this.runAgain(incidentId, words, signature);
    }
  }

  private async runAgain(
    incidentId: string,
    words: { by: string; reason: string },
    signature: string,
  ): Promise<string> {
    const incident = await this.alerts.getIncident(incidentId);
    if (incident === null) return 'This incident is not on record any more.';
    const { subject } = incident;
    if (subject === OURSELVES) return 'This is about no job that could be run.';
    const { options } = await this.jobs.getJob(subject);
    if (options.rerun.value === 'never')
      return `${slackText(subject)} must not be run again: its definition says so.`;
    // the same press comes to the same execution, whichever instance it is sent to again
    const idempotencyKey = `slack:${createHash('sha256').update(signature).digest('hex')}`;
    await this.jobs.triggerManually(subject, { ...words, idempotencyKey });
    return `${slackText(subject)} is started.`;
  }

  private async whisper({ responseUrl }: SlackInteraction, text: string): Promise<void> {
    if (responseUrl === null) return;
    try {
      const answer = await fetch(responseUrl, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
    } catch (error) {
      this.logger.warn(`Who pressed a button in Slack can't be answered: ${(error as Error).message}`);
    }
  }
}
