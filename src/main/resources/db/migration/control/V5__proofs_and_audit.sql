-- Counts the passwords that were chosen: what was proven with an earlier one opens nothing any more. Another hash of the same
-- password does not count.
ALTER TABLE app_user ADD COLUMN password_version integer NOT NULL DEFAULT 0;
ALTER TABLE login_challenge ADD COLUMN password_version integer NOT NULL DEFAULT 0;

-- The company whose admin made the link; null where the person asked for it, or a platform admin made it.
ALTER TABLE password_reset ADD COLUMN company text REFERENCES company (slug);
-- Of the open ones nobody knows: they are asked for again.
UPDATE password_reset SET revoked_at = now() WHERE used_at IS NULL AND revoked_at IS NULL;

DROP TRIGGER audit_change ON app_user;
CALL add_audit('app_user', quiet => '{password_version}', secret => '{password_hash}');

-- What opens an account, or all of them, is noted too. Nothing secret, sealed or hashed is.
CALL add_audit('second_factor', quiet => '{last_step}', secret => '{secret}', key => 'user_id');
CALL add_audit('password_reset', secret => '{token_hash}');
CALL add_audit('invitation', secret => '{token_hash}', company => 'company');
CALL add_audit('signing_key', secret => '{jwk,sealed}', key => 'kid');
CALL add_audit('restore_run', quiet => '{step}', company => 'company');
