import { getRouteApi, Link } from '@tanstack/react-router';
import { TABS, type Tab } from './alert-words.js';
import './alerts.css';
import { Analytics } from './analytics.js';
import { Incident } from './incident.js';
import { Incidents } from './incidents.js';
import { Notifications } from './notifications.js';
import { Preferences } from './preferences.js';
import { Routes } from './routes.js';
import { TryIt } from './try-it.js';

const route = getRouteApi('/alerts');

/** What people are told, how, and whether that is of use. */
export function AlertsScreen() {
  const { tab = 'incidents', incident } = route.useSearch();
  if (incident !== undefined) return <Incident key={incident} incidentId={incident} />;
  return (
    <div className="stack">
      <h1>Alerts</h1>
      <nav className="tabs" aria-label="Alerts">
        {(Object.keys(TABS) as Tab[]).map((each) => (
          <Link
            key={each}
            to="/alerts"
            search={{ tab: each }}
            className="tab"
            aria-current={each === tab ? 'page' : undefined}
          >
            {TABS[each]}
          </Link>
        ))}
      </nav>
      <Shown tab={tab} />
    </div>
  );
}

function Shown({ tab }: { tab: Tab }) {
  switch (tab) {
    case 'incidents':
      return <Incidents />;
    case 'notifications':
      return <Notifications />;
    case 'routes':
      return <Routes />;
    case 'preferences':
      return <Preferences />;
    case 'try':
      return <TryIt />;
    case 'analytics':
      return <Analytics />;
  }
}
