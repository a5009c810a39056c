import { BothClocks } from '../../../parts/values/both-clocks.js';
import { Button } from '../../../parts/button.js';
import { FromNow } from '../../../parts/values/instant.js';
import { DataTable } from '../../../parts/tables/data-table.js';
import { FIELD_WORDS, type Field, type FieldRow } from './fields.js';
import { optionInWords } from './option-words.js';

interface FieldsTableProps {
  readonly jobName: string;
  readonly rows: readonly FieldRow[];
  readonly zone: string;
  /** Left out for who may not. */
  readonly onReset?: (field: Field) => void;
}

/** Code against override, field by field. */
export function FieldsTable({ jobName, rows, zone, onReset }: FieldsTableProps) {
  return (
    <DataTable name={`Code and overrides of ${jobName}`}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">In force</th>
          <th scope="col">Said by</th>
          <th scope="col">The code says</th>
          <th scope="col">Override</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ field, inForce, source, code, override, isOpen }) => (
          <tr key={field}>
            <th scope="row">{FIELD_WORDS[field]}</th>
            <td className="option-value">{optionInWords(field, inForce)}</td>
            <td className="soft">{source}</td>
            <td className="option-value">{optionInWords(field, code)}</td>
            <td>
              {override ? (
                <div className="override">
                  <span className="soft">
                    {override.by ?? 'somebody'}, <FromNow at={override.since} zone={zone} />
                    {override.reason && `: ${override.reason}`}
                  </span>
                  <span className="soft">
                    {override.until ? (
                      <>
                        until <BothClocks at={override.until} zone={zone} />
                      </>
                    ) : (
                      'until it is reset'
                    )}
                  </span>
                  {override.drifted && (
                    <span>
                      ⚠ The code said {optionInWords(field, override.codeThen)} then, and{' '}
                      {optionInWords(field, override.codeNow)} now.
                    </span>
                  )}
                  {onReset && (
                    <Button onClick={() => onReset(field)}>
                      Reset…<span className="unseen"> {FIELD_WORDS[field]}</span>
                    </Button>
                  )}
                </div>
              ) : (
                <span className="soft">{isOpen ? '–' : 'not allowed by the code'}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
