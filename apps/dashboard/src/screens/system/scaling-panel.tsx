import { useQuery } from '@tanstack/react-query';
import { answerOf } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import { Fact, Facts, Panel } from '../../parts/panel.js';
import { count } from '../../time/words.js';

/** How many workers the work there is would occupy. */
export function ScalingPanel() {
  const api = useApi();
  const query = useQuery({
    queryKey: ['scaling'],
    queryFn: ({ signal }) => answerOf(api.GET('/scaling', { signal })),
    refetchInterval: 10_000,
  });
  return (
    <Panel title="Scaling">
      <Answer query={query} what="the scaling signal">
        {({ desiredWorkers, workers, running, waiting, dueSoon, perWorker, ahead }) => (
          <>
            <p>
              {desiredWorkers > workers
                ? `The work there is would occupy ${count(desiredWorkers)} workers; ${count(workers)} are there.`
                : `${count(workers)} ${workers === 1 ? 'worker is' : 'workers are'} enough for the work there is.`}
            </p>
            <Facts>
              <Fact name="Workers wanted">
                {count(desiredWorkers)}; there are {count(workers)}
              </Fact>
              <Fact name="Running">{count(running)}</Fact>
              <Fact name="Waiting for an instance">{count(waiting)}</Fact>
              <Fact name={`Due within ${ahead} s`}>{count(dueSoon)}</Fact>
              <Fact name="Executions a worker">{count(perWorker)}</Fact>
            </Facts>
          </>
        )}
      </Answer>
    </Panel>
  );
}
