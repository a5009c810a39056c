import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ScrubDialog } from '../../actions/scrub-dialog.js';
import { answerOf, type Schemas } from '../../api/client.js';
import { useApi, useMay } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import { AsOf } from '../../parts/as-of.js';
import { Button } from '../../parts/button.js';
import { Fact, Facts, Panel } from '../../parts/panel.js';
import { count } from '../../time/words.js';
import { StorageTable } from './storage-table.js';
import { bytes, keptInWords } from './storage-words.js';

/** How much room the record takes, how fast it grows, and when what goes. */
export function StorageTab() {
  const api = useApi();
  const query = useQuery({
    queryKey: ['storage'],
    queryFn: ({ signal }) => answerOf(api.GET('/storage', { signal })),
    refetchInterval: 60_000,
  });
  return (
    <>
      <Answer query={query} what="sizes">
        {(report) => (
          <>
            <Panel title="Storage" actions={<AsOf query={query} />}>
              <Totals report={report} />
              <StorageTable tables={report.tables} />
            </Panel>
            {report.spool && <Spool spool={report.spool} />}
          </>
        )}
      </Answer>
      <Scrubbing />
    </>
  );
}

function Totals({
  report: { schema, bytes: size, bytesADay, retention },
}: {
  report: Schemas['StorageReport'];
}) {
  return (
    <Facts>
      <Fact name={`Schema ${schema}`}>{bytes(size)}</Fact>
      <Fact name="Grows by">{bytesADay === null ? 'Not known yet' : `${bytes(bytesADay)} a day`}</Fact>
      <Fact name="Completed and skipped kept for">{keptInWords(retention.completed)}</Fact>
      <Fact name="Failed and others kept for">{keptInWords(retention.failed)}</Fact>
      <Fact name="Logs kept for">{keptInWords(retention.logs)}</Fact>
      <Fact name="Statistics by hour, and by day, kept for">
        {keptInWords(retention.hourlyStatistics)}, {keptInWords(retention.dailyStatistics).toLowerCase()}
      </Fact>
      <Fact name="Audit kept for">{keptInWords(retention.audit)}</Fact>
    </Facts>
  );
}

function Spool({
  spool: { records, bytes: size, unsafe, lost, adopted },
}: {
  spool: Schemas['SpoolStorage'];
}) {
  return (
    <Panel title="Spool of the instance that answered">
      <p>
        {records === 0
          ? 'Empty: the database has everything.'
          : `${count(records)} ${records === 1 ? 'outcome waits' : 'outcomes wait'} on disk (${bytes(size)}) until the database takes them.`}
        {unsafe > 0 && ` ${count(unsafe)} are in memory only: the disk did not take them.`}
        {lost > 0 && ` ${count(lost)} were lost.`}
        {adopted > 0 && ` ${count(adopted)} were taken over from processes that have died.`}
      </p>
    </Panel>
  );
}

function Scrubbing() {
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!may('scrub')) return null;
  return (
    <Panel title="Remove a text" actions={<Button onClick={() => setOpen(true)}>Scrub…</Button>}>
      <p>
        Takes a password that was logged, or a name that must go, out of stored errors, logs, results,
        parameters and messages. You see first how much holds it.
      </p>
      {isOpen && <ScrubDialog onClose={() => setOpen(false)} />}
    </Panel>
  );
}
