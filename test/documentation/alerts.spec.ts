import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALERT_WORDS, messageText } from 'nestjs-tracked-cron/monitor';
import { composeMessage } from '../../libs/cron-monitor/src/alerts/compose-message.js';
import {
  sampleEvent,
  sampleExecution,
  sampleFacts,
  sampleFinding,
  sampleHistory,
  sampleIncident,
  sampleJob,
  sampleLog,
  sampleSlot,
  utc,
} from '../../libs/cron-monitor/src/alerts/sample-facts.js';
import { ROOT } from './pages.js';

describe('the page on alerts', () => {
  const page = readFileSync(join(ROOT, 'docs/alerts.md'), 'utf8');

  it('shows an alert as it is composed', () => {
    const good = Array<'completed'>(13).fill('completed');
    const failed = ['failed', 'failed', 'failed', 'failed', 'completed', 'failed', 'failed'] as const;
    const log = sampleLog('128 customers to bill', 'ERROR giving up after 3 tries');
    const message = composeMessage(
      sampleFacts({
        recent: sampleHistory(...failed, ...good),
        alsoFailing: ['feed.sync', 'reports.daily'],
        job: sampleJob({
          impact: 'Invoices go out late.',
          canWaitUntil: '06:00',
          rerun: 'ask',
          runbookUrl: 'https://wiki.example.com/invoices',
        }),
        logLines: [log[0]!, { ...log[1]!, at: utc('00:00:14') }],
      }),
    );
    expect(page).toContain(`\`\`\`text\n${messageText(message)}\n\`\`\``);
  });

  it('shows a recovery as it is composed', () => {
    const findings = [sampleFinding({ rule: 'missed', message: 'nobody ran its last 4 slots' })];
    const incident = sampleIncident({ findings });
    const { links, ...message } = composeMessage(
      sampleFacts({
        incident,
        event: sampleEvent({ kind: 'recovered', at: utc('01:30:12') }),
        execution: sampleExecution({
          status: 'completed',
          error: null,
          scheduledAt: utc('01:30'),
          durationMs: 12_000,
        }),
        slots: [
          sampleSlot({ outcome: 'missed', count: 4, lastSlot: utc('01:00') }),
          sampleSlot({ slot: utc('01:30') }),
        ],
      }),
    );
    expect(links).not.toEqual([]);
    expect(page).toContain(`\`\`\`text\n${messageText({ ...message, links: [] })}\n\`\`\``);
  });

  it('explains every first word', () => {
    expect(ALERT_WORDS.filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
  });
});
