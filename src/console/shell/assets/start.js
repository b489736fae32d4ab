// Only comfort: every page works without it.
import './answers.js';
import { initAll } from './govuk.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();
