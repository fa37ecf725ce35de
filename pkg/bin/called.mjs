/** What was typed to get here, for the program's texts to say. */
export function callsItself({ npm_command: command, npm_config_user_agent: agent = '' }) {
  if (command !== 'exec' && command !== 'run-script' && command !== 'run') return 'rolepack'
  return { npm: 'npx rolepack', pnpm: 'pnpm exec rolepack', yarn: 'yarn rolepack', bun: 'bunx rolepack' }[agent.split('/')[0]] ?? 'npx rolepack'
}
