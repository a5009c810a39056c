import { getRouteApi } from '@tanstack/react-router';
import './failures.css';
import { Fault } from './fault.js';
import { FaultList } from './fault-list.js';

const route = getRouteApi('/failures');

/** What breaks, and whether it is new. */
export function FailuresScreen() {
  const { fingerprint } = route.useSearch();
  return fingerprint === undefined ? <FaultList /> : <Fault key={fingerprint} fingerprint={fingerprint} />;
}
