import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../app-context.js';
import { Answer, Empty } from '../../parts/answer.js';
import { FromNow } from '../../parts/values/instant.js';
import { Mark } from '../../parts/values/marks.js';
import { Panel } from '../../parts/panel.js';
import { DataTable } from '../../parts/tables/data-table.js';
import type { StateLook } from '../../theme/states.js';
import { count } from '../../time/words.js';
import { channelsQuery, routesQuery } from './alerts.queries.js';
import {
  conditionsInWords,
  limitsInWords,
  routeInWords,
  type AlertChannel,
  type AlertRoute,
} from './route-words.js';

const SOURCES: Readonly<Record<AlertRoute['source'], string>> = {
  code: 'Code',
  preference: 'Overridden',
  default: 'Default',
};
const CHANNEL_LOOKS: Readonly<Record<AlertChannel['state'], StateLook>> = {
  on: { glyph: '✓', word: 'On', colour: 'var(--state-completed)' },
  off: { glyph: '‖', word: 'Off', colour: 'var(--state-paused)' },
  gone: { glyph: '✕', word: 'Gone', colour: 'var(--state-failed)' },
};

/** Who would be told of what, and how the channels are. */
export function Routes() {
  const routes = useQuery(routesQuery(useApi()));
  const channels = useQuery(channelsQuery(useApi()));
  return (
    <>
      <Panel title="Who hears of what">
        <p className="soft">The first route that fits decides.</p>
        <Answer query={routes} what="routes">
          {(items) => <RouteTable routes={items} />}
        </Answer>
      </Panel>
      <Panel title="Channels">
        <Answer query={channels} what="channels">
          {(items) =>
            items.length === 0 ? (
              <Empty title="There is no channel: nobody is told.">
                <p>
                  Incidents are recorded all the same.{' '}
                  <code>CronMonitorModule.forRoot({'{ channels }'})</code> names channels.
                </p>
              </Empty>
            ) : (
              <ChannelTable channels={items} />
            )
          }
        </Answer>
      </Panel>
    </>
  );
}

function RouteTable({ routes }: { routes: readonly AlertRoute[] }) {
  return (
    <DataTable name="All routes" className="alerts-table">
      <thead>
        <tr>
          <th scope="col">Route</th>
          <th scope="col">For</th>
          <th scope="col">What happens</th>
          <th scope="col">Says who</th>
        </tr>
      </thead>
      <tbody>
        {routes.map((route, index) => (
          <tr key={route.name}>
            <th scope="row" className="alerts-name">
              {index + 1}. {route.name}
            </th>
            <td className="alerts-text">{conditionsInWords(route.when)}</td>
            <td className="alerts-text">
              {routeInWords(route).map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </td>
            <td>
              <span className="badge">{SOURCES[route.source]}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function ChannelTable({ channels }: { channels: readonly AlertChannel[] }) {
  return (
    <DataTable name="All channels" className="alerts-table">
      <thead>
        <tr>
          <th scope="col">Channel</th>
          <th scope="col">State</th>
          <th scope="col" className="number">
            Waiting
          </th>
          <th scope="col">Last delivered</th>
          <th scope="col">Limits</th>
        </tr>
      </thead>
      <tbody>
        {channels.map((channel) => (
          <tr key={channel.name}>
            <th scope="row" className="alerts-name">
              {channel.name}
            </th>
            <td className="alerts-text">
              <Mark look={CHANNEL_LOOKS[channel.state]} />{' '}
              {channel.why !== null && <span>{channel.why}</span>}
            </td>
            <td className="number">{count(channel.waiting)}</td>
            <td>{channel.lastDeliveredAt === null ? 'never' : <FromNow at={channel.lastDeliveredAt} />}</td>
            <td className="alerts-text soft">{limitsInWords(channel)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
