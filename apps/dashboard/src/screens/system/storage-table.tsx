import type { Schemas } from '../../api/client.js';
import { FromNow, Instant } from '../../parts/values/instant.js';
import { count } from '../../time/words.js';
import { bytes, keptInWords, projectionInWords } from './storage-words.js';

type Table = Schemas['TableStorage'];

export function StorageTable({ tables }: { tables: readonly Table[] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Tables">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col" className="number">
              Size
            </th>
            <th scope="col" className="number">
              Rows (estimate)
            </th>
            <th scope="col" className="number">
              Growth a day
            </th>
            <th scope="col">Outlook</th>
            <th scope="col">Kept</th>
            <th scope="col">Oldest</th>
            <th scope="col">Next removal</th>
          </tr>
        </thead>
        <tbody>
          {tables.map((table) => (
            <Row key={table.table} table={table} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ table }: { table: Table }) {
  const { bytes: size, estimatedRows, bytesADay, keepMs, oldestAt, nextDropAt, partitions } = table;
  return (
    <tr>
      <th scope="row">
        <code>{table.table}</code>
        {partitions.length > 0 && <span className="system-second">{partitions.length} partitions</span>}
      </th>
      <td className="number">{bytes(size)}</td>
      <td className="number">{estimatedRows === null ? '–' : count(estimatedRows)}</td>
      <td className="number">{bytesADay === null ? '–' : bytes(bytesADay)}</td>
      <td>{projectionInWords(table)}</td>
      <td>{partitions.length === 0 && keepMs === null ? '–' : keptInWords(keepMs)}</td>
      <td>{oldestAt === null ? '–' : <FromNow at={oldestAt} />}</td>
      <td>{nextDropAt === null ? '–' : <Instant at={nextDropAt} />}</td>
    </tr>
  );
}
