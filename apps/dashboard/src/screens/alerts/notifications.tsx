import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useApi } from '../../app-context.js';
import { Answer, Empty } from '../../parts/answer.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { Filters } from '../../parts/fields/filters.js';
import { GoneMark } from '../../parts/tables/gone-mark.js';
import { useHeldRows } from '../../parts/tables/held-rows.js';
import { FromNow } from '../../parts/values/instant.js';
import { ListNews } from '../../parts/tables/list-news.js';
import { Mark, SeverityMark } from '../../parts/values/marks.js';
import { DataTable } from '../../parts/tables/data-table.js';
import {
  NOTIFICATION_LOOKS,
  NOTIFICATION_STATES,
  subjectInWords,
  type Notification,
  type NotificationState,
} from './alert-words.js';
import { channelsQuery, notificationsQuery } from './alerts.queries.js';
import type { AlertsSearch } from './alerts.search.js';
import { toldInWords } from './timeline.js';

const route = getRouteApi('/alerts');
const keyOf = ({ id }: Notification) => id;
const STATES = Object.fromEntries(
  NOTIFICATION_STATES.map((state) => [state, NOTIFICATION_LOOKS[state].word]),
) as Record<NotificationState, string>;

/** Every message, and every decision not to send one. */
export function Notifications() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(notificationsQuery(useApi(), search));
  const { data: channels } = useQuery(channelsQuery(useApi()));
  const names = (channels ?? []).map(({ name }) => name);
  const change = (part: AlertsSearch) => void navigate({ search: (was) => ({ ...was, ...part }) });
  const { state, channel } = search;
  return (
    <>
      <Filters label="Messages">
        <ChoiceField
          label="Outcome"
          none="Anything"
          choices={STATES}
          value={state?.length === 1 ? state[0] : undefined}
          onChange={(one) => change({ state: one && [one] })}
        />
        <ChoiceField
          label="Channel"
          none="Any"
          choices={names}
          value={channel}
          onChange={(name) => change({ channel: name })}
        />
      </Filters>
      <Answer query={query} what="messages">
        {({ items, page }) => (
          <List key={JSON.stringify([state, channel])} notifications={items} isCut={page.next !== null} />
        )}
      </Answer>
    </>
  );
}

function List({ notifications, isCut }: { notifications: readonly Notification[]; isCut: boolean }) {
  const { rows, news, gone, update } = useHeldRows(notifications, keyOf, isCut);
  if (rows.length === 0) {
    return (
      <Empty title="No message was sent, and none was held back.">
        <p>No message fits these filters. Messages are kept for 90 days.</p>
      </Empty>
    );
  }
  return (
    <>
      <div className="list-head">
        <p className="soft">{isCut ? 'The newest 200: filters find older ones.' : 'The newest first.'}</p>
        <ListNews news={news} gone={gone} onUpdate={update} />
      </div>
      <DataTable name="Messages" className="alerts-table">
        <thead>
          <tr>
            <th scope="col">About</th>
            <th scope="col">Channel</th>
            <th scope="col">Severity</th>
            <th scope="col">Outcome</th>
            <th scope="col">Why</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, gone }) => (
            <Row key={row.id} notification={row} gone={gone} />
          ))}
        </tbody>
      </DataTable>
    </>
  );
}

function Row({ notification, gone }: { notification: Notification; gone: boolean }) {
  const { incidentId, subject, channel, severity, state, message, createdAt, kind } = notification;
  const about = message?.title ?? (subject === null ? kind : subjectInWords(subject));
  return (
    <tr>
      <th scope="row" className="alerts-name">
        {incidentId === null ? (
          about
        ) : (
          <Link to="/alerts" search={{ incident: incidentId }}>
            {about}
          </Link>
        )}
      </th>
      <td>{channel}</td>
      <td>
        <SeverityMark severity={severity} />
      </td>
      <td>
        <Mark look={NOTIFICATION_LOOKS[state]} />
        <GoneMark gone={gone} />
      </td>
      <td className="alerts-text">{toldInWords(notification)}</td>
      <td>
        <FromNow at={createdAt} />
      </td>
    </tr>
  );
}
