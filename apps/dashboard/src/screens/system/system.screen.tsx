import { Link, useSearch } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useMay } from '../../app-context.js';
import { AuditTab } from './audit-tab.js';
import { DiagnosisTab } from './diagnosis-tab.js';
import { FreezesTab } from './freezes-tab.js';
import { InstancesTab } from './instances-tab.js';
import { MarksTab } from './marks-tab.js';
import { StorageTab } from './storage-tab.js';
import { SYSTEM_TABS, type SystemTab } from './system.search.js';
import './system.css';

const TABS: Readonly<Record<SystemTab, { readonly name: string; readonly Content: ComponentType }>> = {
  instances: { name: 'Instances', Content: InstancesTab },
  diagnosis: { name: 'Diagnosis', Content: DiagnosisTab },
  freezes: { name: 'Freezes', Content: FreezesTab },
  audit: { name: 'Audit', Content: AuditTab },
  storage: { name: 'Storage', Content: StorageTab },
  marks: { name: 'Changes', Content: MarksTab },
};

/** Who executes? Who did what? Is the recorder well? */
export function SystemScreen() {
  const { tab: chosen = 'instances' } = useSearch({ from: '/system' });
  const may = useMay();
  const shown = SYSTEM_TABS.filter((tab) => tab !== 'audit' || may('audit'));
  const { Content } = TABS[chosen];
  return (
    <div className="stack">
      <h1>System</h1>
      <nav className="tabs" aria-label="Parts of the system">
        {shown.map((tab) => (
          <Link
            key={tab}
            className="tab"
            to="/system"
            search={tab === 'instances' ? {} : { tab }}
            activeOptions={{ exact: true }}
            aria-current={tab === chosen ? 'page' : undefined}
          >
            {TABS[tab].name}
          </Link>
        ))}
      </nav>
      <Content />
    </div>
  );
}
