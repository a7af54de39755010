/** The roles in force of the account `a`, as `Grant`s. */
export const grantsJson = `coalesce((
  select json_agg(json_build_object('role', r.role, 'scope', case r.scope_kind
      when 'region' then json_build_object('kind', 'region', 'division', r.scope_code)
      else json_build_object('kind', 'institution', 'providerCode', r.scope_code) end)
    order by r.role, r.scope_kind, r.scope_code)
  from user_role r where r.user_id = a.user_id and r.revoked_at is null), '[]')`

export const civil = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

/** Whether a row `t` counts tries for the account that `userId` names, from wherever they came. */
export const triesFor = (userId: string): string => `starts_with(t.subject || ' ', 'account ' || ${userId} || ' ')`

/** An `Account`; the statement names the account `a`. */
export const accountColumns = `a.user_id as "userId", a.name, a.staff_number as "staffNumber", a.version,
  ${civil('a.created_at')} as "createdAt", ${civil('a.disabled_at')} as "disabledAt",
  a.must_change as "mustChangePassword", ${civil('a.password_set_at')} as "passwordSetAt", a.held,
  coalesce((select max(t.locked_until) from sign_in_tries t where ${triesFor('a.user_id')}), 0) as "lockedUntil",
  ${grantsJson} as grants`
