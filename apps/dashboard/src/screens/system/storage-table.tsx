import type { Schemas } from '../../api/client.js';
import { FromNow, Instant } from '../../parts/values/instant.js';
import { DataTable } from '../../parts/tables/data-table.js';
import { count } from '../../time/words.js';
import { bytes, keptInWords, projectionInWords } from './storage-words.js';

type Table = Schemas['TableStorage'];

export function StorageTable({ tables }: { tables: readonly Table[] }) {
  return (
    <DataTable name="Tables">
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
    </DataTable>
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
