import type { Person } from './demo-people.ts'

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)

/** `body` is HTML. */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark }
button { font: inherit; padding: .6rem .9rem; margin: .25rem 0; cursor: pointer }
.person { display: block; width: 100%; text-align: left }
small { opacity: .75 } code { font-size: 1.5rem; letter-spacing: .1em }
</style>
</head>
<body><h1>${escaped(title)}</h1>
${body}
</body>
</html>`

export const signInPage = (people: readonly Person[], client: string): string =>
  page(
    'Choose a demo user',
    `<p>Demo sign-in for <b>${escaped(client)}</b>: no password, only on this machine.</p>
<form method="post">${people.map(personButton).join('\n')}</form>`,
  )

const personButton = ({ id, name, roles, about }: Person): string =>
  `<button class="person" name="person" value="${escaped(id)}"><b>${escaped(name)}</b> ${escaped(roles.join(', '))}<br><small>${escaped(about)}</small></button>`

/** The forms are oidc-provider's own HTML. Buttons outside a form refer to it by id. */
export const userCodePage = (form: string, problem: string | null): string =>
  page(
    'Sign in a device',
    `<p>${escaped(problem ?? 'Enter the code that your terminal shows.')}</p>
${form}<button type="submit" form="op.deviceInputForm">Continue</button>`,
  )

export const confirmCodePage = (form: string, client: string, code: string): string =>
  page(
    'Sign in a device',
    `<p><b>${escaped(client)}</b> asks to act as you. Does it show this code?</p><p><code>${escaped(code)}</code></p>
${form}<button type="submit" form="op.deviceConfirmForm" autofocus>Yes, sign it in</button>
<button type="submit" form="op.deviceConfirmForm" name="abort" value="yes">No</button>`,
  )

export const signOutPage = (form: string): string =>
  page(
    'Sign out?',
    `${form}<button autofocus type="submit" form="op.logoutForm" value="yes" name="logout">Yes, sign me out</button>
<button type="submit" form="op.logoutForm">No</button>`,
  )

export const messagePage = (title: string, text: string): string => page(title, `<p>${escaped(text)}</p>`)
