/**
 * The part of a statement that notes what went wrong, beside the rows that say so: whatever is found in the history is
 * found in `cron_job_errors`, and sending the same again changes nothing. A fault that shows again within a second is left
 * as it is, without a lock: instances that fail alike must not queue.
 *
 * @param table `cron_job_errors`
 * @param from the common table expression of the ended rows: `application`, `environment`, `fingerprint`, `release`,
 *   `id`, `completed_at`
 * @param given the parameter with the distinct errors of these rows, `jsonb[]`
 * @returns common table expressions, to be followed by a comma
 */
export function notingErrors(table: string, from: string, given: string): string {
  return `
    seen as materialized (
      select fingerprint, application, environment, min(completed_at) as first_at, max(completed_at) as last_at,
        (array_agg(release order by id desc))[1] as release
      from ${from} where fingerprint is not null
      group by fingerprint, application, environment),
    fresh as materialized (
      select k.fingerprint, k.application, k.environment, k.first_seen_at, k.last_seen_at
      from ${table} k
      where k.fingerprint = any(array(select fingerprint from seen)) and k.pattern is not null
        and (k.state <> 'resolved' or k.regressed_at is not null)),
    noted as (
      insert into ${table} as known (fingerprint, application, environment, error_class, pattern, sample, searched, frame,
        first_seen_at, last_seen_at, last_release)
      select s.fingerprint, s.application, s.environment, e.error ->> 'errorClass', e.error ->> 'pattern',
        e.error ->> 'sample', lower((e.error ->> 'errorClass') || E'\\n' || (e.error ->> 'sample')),
        e.error ->> 'frame', s.first_at, s.last_at, s.release
      from seen s
      join unnest(${given}::jsonb[]) as e(error) on e.error ->> 'fingerprint' = s.fingerprint
      left join fresh f on (f.fingerprint, f.application, f.environment) = (s.fingerprint, s.application, s.environment)
        and f.first_seen_at <= s.first_at and f.last_seen_at > s.last_at - interval '1 second'
      where f.fingerprint is null
      -- in one order everywhere, so that nobody waits in a circle
      order by s.fingerprint, s.application, s.environment
      ${onceMore()})`;
}

/** What becomes of a row that is known: nothing that an older sighting could undo. */
export function onceMore(): string {
  return `on conflict (fingerprint, application, environment) do update set
        pattern = coalesce(known.pattern, excluded.pattern), frame = coalesce(known.frame, excluded.frame),
        first_seen_at = least(known.first_seen_at, excluded.first_seen_at),
        last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at),
        last_release = case when excluded.last_seen_at >= known.last_seen_at then excluded.last_release
          else known.last_release end,
        regressed_at = case
          when known.state = 'resolved' and excluded.last_seen_at > known.state_at
            and (known.resolved_from is null or excluded.last_release is distinct from known.resolved_from)
          then coalesce(known.regressed_at, excluded.last_seen_at)
          else known.regressed_at end`;
}
