import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/** What is wrong, who was told, and what people want to be told: the tables of the monitor. */
export class Alerts1764350000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`
      create table ${schema}.cron_incidents (
        id uuid primary key,
        application text not null,
        environment text not null,
        subject text not null,
        job_id uuid,
        job_group text,
        owner text,
        tags text[] not null default '{}',
        state text not null,
        severity text not null,
        findings jsonb not null default '[]',
        fingerprints text[] not null default '{}',
        began_at timestamptz(3) not null,
        opened_at timestamptz(3) not null,
        acknowledged_at timestamptz(3),
        acknowledged_by text,
        snoozed_until timestamptz(3),
        snoozed_by text,
        escalation integer not null default 0,
        good_runs integer not null default 0,
        held_by text,
        parent_ended_at timestamptz(3),
        held_until timestamptz(3),
        silenced_by text,
        waits_since timestamptz(3) not null,
        reminded_at timestamptz(3),
        judged_at timestamptz(3) not null,
        resolved_at timestamptz(3),
        resolved_by text,
        resolution text,
        revision integer not null default 1,
        updated_at timestamptz(3) not null default now(),
        constraint cron_incidents_state check (state in ('open', 'acknowledged', 'snoozed', 'resolved')),
        constraint cron_incidents_severity check (severity in ('info', 'warning', 'error', 'critical'))
      ) with (fillfactor = 70)`);
    await runner.query(`
      create unique index cron_incidents_open on ${schema}.cron_incidents (application, environment, subject)
      where resolved_at is null`);
    await runner.query(
      `create index cron_incidents_page on ${schema}.cron_incidents (application, environment, id)`,
    );
    await runner.query(
      `create index cron_incidents_subject on ${schema}.cron_incidents (application, environment, subject, id)`,
    );
    await runner.query(`
      create table ${schema}.cron_incident_events (
        id uuid primary key,
        application text not null,
        environment text not null,
        incident_id uuid not null,
        kind text not null,
        at timestamptz(3) not null,
        done_by text,
        reason text,
        detail jsonb,
        announced_at timestamptz(3)
      )`);
    await runner.query(
      `create index cron_incident_events_incident on ${schema}.cron_incident_events (incident_id, id)`,
    );
    await runner.query(`
      create index cron_incident_events_unannounced on ${schema}.cron_incident_events (application, environment, id)
      where announced_at is null`);
    await runner.query(`
      create table ${schema}.cron_notifications (
        id uuid primary key,
        application text not null,
        environment text not null,
        incident_id uuid,
        subject text,
        kind text not null,
        severity text not null,
        channel text not null,
        dedupe_key text not null,
        state text not null,
        why text,
        not_before timestamptz(3) not null,
        claimed_until timestamptz(3),
        claimed_by uuid,
        attempts integer not null default 0,
        last_error text,
        message jsonb,
        receipt jsonb,
        digest_id uuid,
        created_at timestamptz(3) not null default now(),
        taken_at timestamptz(3),
        paused_until timestamptz(3),
        sent_at timestamptz(3),
        constraint cron_notifications_state
          check (state in ('pending', 'sending', 'delivered', 'suppressed', 'digested', 'failed'))
      ) with (fillfactor = 70)`);
    await runner.query(`
      create unique index cron_notifications_once on ${schema}.cron_notifications
        (application, environment, channel, dedupe_key)`);
    await runner.query(`
      create index cron_notifications_waiting on ${schema}.cron_notifications (application, environment, not_before)
      where state in ('pending', 'sending')`);
    await runner.query(`
      create index cron_notifications_taken on ${schema}.cron_notifications
        (application, environment, channel, taken_at) where taken_at is not null`);
    await runner.query(
      `create index cron_notifications_page on ${schema}.cron_notifications (application, environment, id)`,
    );
    await runner.query(`
      create index cron_notifications_incident on ${schema}.cron_notifications (incident_id, id)
      where incident_id is not null`);
    await runner.query(`
      create table ${schema}.cron_alert_preferences (
        id uuid primary key,
        application text not null,
        environment text not null,
        key text not null,
        value jsonb,
        revision integer not null,
        set_at timestamptz(3) not null default now(),
        set_by text,
        reason text,
        holds_until timestamptz(3),
        replaced_at timestamptz(3)
      )`);
    await runner.query(`
      create unique index cron_alert_preferences_holding on ${schema}.cron_alert_preferences
        (application, environment, key) where replaced_at is null`);
    await runner.query(`
      create unique index cron_alert_preferences_revision on ${schema}.cron_alert_preferences
        (application, environment, revision)`);
    await runner.query(`
      create table ${schema}.cron_alert_sweeps (
        application text not null,
        environment text not null,
        swept_at timestamptz(3) not null,
        swept_by uuid,
        turn_until timestamptz(3),
        progress jsonb not null default '{}',
        primary key (application, environment)
      ) with (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    for (const table of [
      'cron_alert_sweeps',
      'cron_alert_preferences',
      'cron_notifications',
      'cron_incident_events',
      'cron_incidents',
    ]) {
      await runner.query(`drop table ${schema}.${table}`);
    }
  }
}
