import type { Schemas } from '../../../api/client.js';
import { Empty } from '../../../parts/answer.js';
import { FromNow } from '../../../parts/values/instant.js';
import { DataTable } from '../../../parts/tables/data-table.js';
import { clockTime, count, duration, VIEWERS_ZONE } from '../../../time/words.js';
import { noteOf } from './note-of.js';

/** Due times on the job's clock and the viewer's, with what is special about them. */
export function FiresTable({ fires }: { fires: Schemas['Fires'] }) {
  const { schedule, timeZone, description, jitterMs, items, more } = fires;
  if (items.length === 0) return <Empty title="It is never due by itself." />;
  const bothZones = items.some(
    ({ slot }) => clockTime(Date.parse(slot), timeZone) !== clockTime(Date.parse(slot)),
  );
  return (
    <>
      <p>
        {description} <code>{schedule}</code> <span className="soft">{timeZone}</span>
      </p>
      {jitterMs > 0 && <p className="soft">Each starts up to {duration(jitterMs)} later: its jitter.</p>}
      <DataTable name={`Due times by ${schedule}`}>
        <thead>
          <tr>
            <th scope="col">{timeZone}</th>
            {bothZones && <th scope="col">{VIEWERS_ZONE}, your clock</th>}
            <th scope="col">In</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {items.map((fire, index) => (
            <tr key={fire.slot}>
              <th scope="row" className="numbers">
                {clockTime(Date.parse(fire.slot), timeZone)}
              </th>
              {bothZones && <td className="numbers">{clockTime(Date.parse(fire.slot))}</td>}
              <td>
                <FromNow at={fire.slot} zone={timeZone} />
              </td>
              <td>{noteOf(fire, items[index - 1], timeZone)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p className="soft">
        {more ? `The next ${count(items.length)}. More follow.` : `That is all: ${count(items.length)}.`}
      </p>
    </>
  );
}
