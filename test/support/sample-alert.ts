import type { AlertMessage } from 'nestjs-tracked-cron/monitor';

/** An alert as people get them. @param different what is different about it */
export function sampleAlert(different: Partial<AlertMessage> = {}): AlertMessage {
  return {
    word: 'MISSED',
    subject: 'billing.nightlyInvoices',
    environment: 'production',
    application: 'billing-api',
    severity: 'error',
    title: 'MISSED · billing.nightlyInvoices · production',
    sentence:
      'Expected 02:00 Europe/Riga (00:00 UTC), nothing by 02:10; likely cause: instance api-7f9 was restarted at 01:58.',
    fields: [
      { name: 'Schedule', text: 'At 02:00, every day (Europe/Riga)', short: true },
      { name: 'Last success', text: '02:00 Europe/Riga yesterday (00:00 UTC), 24 h ago', short: true },
      { name: 'Streak', text: '6 of the last 20 failed', short: true },
      { name: 'Duration', text: '4 m 10 s; usually 3 m 50 s, at most 5 m 20 s', short: true },
      { name: 'Also failing', text: 'billing.reminders, ledger.close', short: false },
    ],
    advice: [
      { name: 'If nothing is done', text: 'Customers get no invoices today.', short: false },
      {
        name: 'By itself',
        text: 'The slot is not caught up; the next one is due at 02:00 tomorrow.',
        short: false,
      },
      { name: 'Run again', text: 'Safe.', short: false },
    ],
    logTail: '01:57:58 INFO  [Invoices] page 12 of 40\n01:57:59 WARN  [Invoices] <retry> `select 1`',
    links: [
      {
        kind: 'why',
        text: 'Why?',
        url: 'https://ops.example.com/admin/cron-jobs/jobs/billing.nightlyInvoices/why',
      },
      { kind: 'runbook', text: 'Runbook', url: 'https://wiki.example.com/invoices' },
      {
        kind: 'acknowledge',
        text: 'Acknowledge',
        url: 'https://ops.example.com/admin/cron-jobs/alerts/1#acknowledge',
      },
      { kind: 'snooze', text: 'Snooze', url: 'https://ops.example.com/admin/cron-jobs/alerts/1#snooze' },
      { kind: 'rerun', text: 'Run again', url: 'https://ops.example.com/admin/cron-jobs/jobs/1#trigger' },
    ],
    at: new Date('2026-11-26T00:10:00Z'),
    lines: [],
    ...different,
  };
}
