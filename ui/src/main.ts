import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';
import App from './App.svelte';
import { router } from './router.svelte';
import { session } from './server/session.svelte';
import { theme } from './shell/theme.svelte';
import { preferredLanguage, speak } from './words/words.svelte';

theme.start();
router.start();
await Promise.all([speak(preferredLanguage()), session.begin()]);
mount(App, { target: document.getElementById('app')! });
