import { Logger, type LoggerService } from '@nestjs/common';
import { logChannel } from './log-channel.js';
import { sampleDelivery, sampleMessage } from './webhook/sample-delivery.js';

describe('the log channel', () => {
  const lines: [level: string, text: string, context: string][] = [];
  const note = (level: string) => (text: string, context: string) => void lines.push([level, text, context]);
  const logger: LoggerService = {
    log: note('log'),
    warn: note('warn'),
    error: (text: string, _stack: undefined, context: string) => note('error')(text, context),
    fatal: note('fatal'),
  };

  beforeAll(() => Logger.overrideLogger(logger));
  beforeEach(() => void (lines.length = 0));
  afterAll(() => Logger.overrideLogger(false));

  it.each([
    ['info', 'log'],
    ['warning', 'warn'],
    ['error', 'error'],
    ['critical', 'fatal'],
  ] as const)('says what is %s at level %s', async (severity, level) => {
    await logChannel().send(sampleDelivery({ message: { ...sampleMessage(), severity } }));
    expect(lines).toEqual([[level, expect.stringMatching(/^FAILED · billing/), 'CronAlerts']]);
  });

  it('alarms nobody with what is over', async () => {
    const message = { ...sampleMessage(), word: 'RECOVERED' as const, severity: 'critical' as const };
    await logChannel({ name: 'file', context: 'Jobs' }).send(sampleDelivery({ message }));
    expect(lines).toMatchObject([['log', expect.any(String), 'Jobs']]);
  });

  it('has a fact a line, and no line that a stranger wrote', async () => {
    const fields = [{ name: 'Error', text: 'no feed\nFAILED · other.job\u001b[31m', short: false }];
    await logChannel().send(
      sampleDelivery({ message: { ...sampleMessage(), fields, sentence: 'It failed.' } }),
    );
    expect(lines[0]![1].split('\n').slice(0, 4)).toEqual([
      'FAILED · billing.nightlyInvoices · production',
      'It failed.',
      'Error: no feed FAILED · other.job',
      'Consequence: Invoices go out late.',
    ]);
  });
});
