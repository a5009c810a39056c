import type { UseQueryResult } from '@tanstack/react-query';
import type { Schemas } from '../../../api/client.js';
import { Answer } from '../../../parts/answer.js';
import { DataTable } from '../../../parts/tables/data-table.js';
import { clockTime } from '../../../time/words.js';
import { FIELD_WORDS } from './fields.js';
import { optionInWords } from './option-words.js';

type Change = Schemas['ConfigurationChange'];

/** What would change, and when the job would be due then. */
export function ChangePreview({ preview, zone }: { preview: UseQueryResult<Change>; zone: string }) {
  return (
    <section className="stack" aria-label="Preview" aria-live="polite">
      <h3>What would change</h3>
      <Answer query={preview} what="the preview">
        {({ changes, due }) => (
          <>
            {changes.length === 0 ? <p>Nothing: it is so already.</p> : <Differences changes={changes} />}
            <DueTimes due={due} zone={zone} />
          </>
        )}
      </Answer>
    </section>
  );
}

function Differences({ changes }: Pick<Change, 'changes'>) {
  return (
    <DataTable name="Difference">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Now</th>
          <th scope="col">Then</th>
          <th scope="col">The code says</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after, code }) => (
          <tr key={field}>
            <th scope="row">{FIELD_WORDS[field]}</th>
            <td className="option-value">{optionInWords(field, before)}</td>
            <td className="option-value">
              <strong>{optionInWords(field, after)}</strong>
            </td>
            <td className="option-value soft">{optionInWords(field, code)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

/** The next slots, by the schedule before and after; once where they are the same. */
function DueTimes({ due: { before, after }, zone }: { due: Change['due']; zone: string }) {
  const isSame = before.join() === after.join();
  return (
    <div className="due-times">
      {!isSame && <DueList title="Due now" slots={before} zone={zone} />}
      <DueList title={isSame ? 'Due as before' : 'Due then'} slots={after} zone={zone} />
    </div>
  );
}

function DueList({ title, slots, zone }: { title: string; slots: readonly string[]; zone: string }) {
  return (
    <div>
      <h4>
        {title} <span className="soft">({zone})</span>
      </h4>
      {slots.length === 0 ? (
        <p>never by itself</p>
      ) : (
        <ol className="numbers">
          {slots.map((slot) => (
            <li key={slot}>{clockTime(Date.parse(slot), zone)}</li>
          ))}
        </ol>
      )}
    </div>
  );
}
