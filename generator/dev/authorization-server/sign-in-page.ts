import type { DemoUser } from "./options.ts";
import type { Page } from "./page.ts";
import { escapeHtml, page } from "./page.ts";

/** What the sign-in page shows. */
export interface SignInView {
  readonly brand: string;
  /** Path that the form posts to. */
  readonly action: string;
  readonly clientName: string;
  readonly users: readonly DemoUser[];
  /** Name to start with. */
  readonly username: string;
  /** The last try failed. */
  readonly failed: boolean;
  readonly formTargets: readonly string[];
}

/** The page that asks who is there. It names the users, since there is nothing to protect. */
export function signInPage(view: SignInView): Page {
  const users = view.users.map(
    (user) =>
      `<li><strong>${escapeHtml(user.username)}</strong> / ${escapeHtml(user.password)}` +
      `<code>${escapeHtml(user.fullName)}, ${escapeHtml(user.role)}</code></li>`,
  );
  const body = `<h1>Sign in</h1>
<p>to go on to <strong>${escapeHtml(view.clientName)}</strong></p>
${view.failed ? `<p class="warn" role="alert">Name or password is wrong.</p>` : ""}
<form method="post" action="${escapeHtml(view.action)}">
<input type="hidden" name="step" value="sign-in">
<label for="username">Name</label>
<input id="username" name="username" value="${escapeHtml(view.username)}" autocomplete="username" required autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<div class="buttons"><button class="primary" type="submit">Sign in</button></div>
</form>
<p><small>This is a demo on your own machine. Its users and passwords:</small></p>
<ul>${users.join("")}</ul>`;
  return page({ title: "Sign in", brand: view.brand, body, formTargets: view.formTargets });
}
