import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slackMessage } from 'nestjs-tracked-cron/monitor';
import { composeMessage } from '../../libs/cron-monitor/src/alerts/compose-message.js';
import {
  sampleEvent,
  sampleExecution,
  sampleFacts,
  sampleIncident,
  sampleJob,
  sampleLog,
  utc,
} from '../../libs/cron-monitor/src/alerts/sample-facts.js';
import { buttonKinds, buttons } from '../../libs/cron-monitor/src/channels/slack/slack-buttons.js';
import { slackAsText } from '../support/slack-as-text.js';
import { ROOT } from './pages.js';

const INCIDENT = '019abc00-0000-7000-8000-00000000000a';
const job = sampleJob({
  impact: 'Customers get no invoices today',
  rerun: 'ask',
  runbookUrl: 'https://wiki.example.com/invoices',
});
const failed = composeMessage(
  sampleFacts({ job, logLines: sampleLog('128 customers', 'ERROR no answer from the ledger, giving up') }),
);
const acknowledged = composeMessage(
  sampleFacts({
    job,
    incident: sampleIncident({ state: 'acknowledged', acknowledgedBy: 'ada', acknowledgedAt: utc('00:15') }),
    event: sampleEvent({ kind: 'acknowledged', by: 'ada', at: utc('00:15') }),
  }),
);
const recovered = composeMessage(
  sampleFacts({
    job,
    incident: sampleIncident({ state: 'resolved', acknowledgedBy: 'ada', resolvedAt: utc('01:30') }),
    event: sampleEvent({ kind: 'recovered', at: utc('01:30') }),
    execution: sampleExecution({ status: 'completed', error: null }),
  }),
);

describe('docs/slack.md', () => {
  const page = readFileSync(join(ROOT, 'docs/slack.md'), 'utf8');

  it.each([
    [
      'a failure, with buttons',
      slackMessage(failed, {
        asButtons: buttonKinds(failed),
        below: buttons(failed, INCIDENT, buttonKinds(failed)),
      }),
    ],
    [
      'its first message once somebody is on it',
      slackMessage(failed, { since: { kind: 'acknowledged', message: acknowledged } }),
    ],
    ['the answer in its thread when it is over', slackMessage(recovered)],
  ])('shows %s as it is sent', (_, { blocks }) => {
    expect(page).toContain(`\`\`\`text\n${slackAsText(blocks)}\n\`\`\``);
  });
});
