// A sign-in beside an open form is done: this window has no further use.
window.close();
