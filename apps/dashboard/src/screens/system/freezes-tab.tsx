import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FreezeDialog } from '../../actions/freeze-dialog.js';
import { frozenInWords } from '../../actions/freeze-scope.js';
import { UnfreezeDialog } from '../../actions/unfreeze-dialog.js';
import { answerOf, type Schemas } from '../../api/client.js';
import { useApi, useMay } from '../../app-context.js';
import { Answer, Empty } from '../../parts/answer.js';
import { AsOf } from '../../parts/as-of.js';
import { Button } from '../../parts/button.js';
import { FromNow, Instant } from '../../parts/values/instant.js';
import { Panel } from '../../parts/panel.js';
import { DataTable } from '../../parts/tables/data-table.js';

type Freeze = Schemas['FreezeInForce'];

/** What is kept from starting, and by whom. */
export function FreezesTab() {
  const api = useApi();
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const [ending, setEnding] = useState<Freeze | null>(null);
  const query = useQuery({
    queryKey: ['freezes'],
    queryFn: async ({ signal }) => (await answerOf(api.GET('/freezes', { signal }))).items,
    refetchInterval: 10_000,
  });
  const mayFreeze = may('freeze');
  return (
    <Panel
      title="Freezes in force"
      actions={
        <span className="row">
          <AsOf query={query} />
          {mayFreeze && <Button onClick={() => setAsking(true)}>Freeze…</Button>}
        </span>
      }
    >
      <Answer query={query} what="freezes">
        {(freezes) =>
          freezes.length === 0 ? (
            <Empty title="Nothing is frozen.">
              <p>A freeze keeps everything, a group or an owner’s jobs from starting, until it ends.</p>
            </Empty>
          ) : (
            <Freezes freezes={freezes} end={mayFreeze ? setEnding : null} />
          )
        }
      </Answer>
      <FreezeDialog key={String(isAsking)} open={isAsking} onClose={() => setAsking(false)} />
      <UnfreezeDialog freeze={ending} onClose={() => setEnding(null)} />
    </Panel>
  );
}

function Freezes({ freezes, end }: { freezes: readonly Freeze[]; end: ((freeze: Freeze) => void) | null }) {
  return (
    <DataTable name="All freezes">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Since</th>
          <th scope="col">Until</th>
          <th scope="col">By</th>
          <th scope="col">Why</th>
          {end && (
            <th scope="col">
              <span className="unseen">Actions</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {freezes.map((freeze) => (
          <tr key={`${freeze.group} ${freeze.owner}`}>
            <th scope="row" className="system-name">
              {capital(frozenInWords(freeze))}
            </th>
            <td>
              <FromNow at={freeze.since} />
            </td>
            <td>{freeze.until === null ? 'Somebody ends it' : <Instant at={freeze.until} />}</td>
            <td className="system-name">{freeze.by ?? <span className="soft">Not given</span>}</td>
            <td className="system-text">{freeze.reason ?? <span className="soft">Not given</span>}</td>
            {end && (
              <td>
                <Button onClick={() => end(freeze)}>Unfreeze…</Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
