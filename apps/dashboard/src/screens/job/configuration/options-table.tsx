import type { Schemas } from '../../../api/client.js';
import { optionInWords } from './option-words.js';
import { DataTable } from '../../../parts/tables/data-table.js';

interface OptionsTableProps {
  readonly name: string;
  readonly options: Readonly<Record<string, Schemas['EffectiveOption']>>;
}

/** Options, what they came to, and who said so. */
export function OptionsTable({ name, options }: OptionsTableProps) {
  return (
    <DataTable name={name}>
      <thead>
        <tr>
          <th scope="col">Option</th>
          <th scope="col">In force</th>
          <th scope="col">Said by</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(options).map(([option, { value, source }]) => (
          <tr key={option}>
            <th scope="row" className="code">
              {option}
            </th>
            <td className="option-value">{optionInWords(option, value)}</td>
            <td className="soft">{source}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
