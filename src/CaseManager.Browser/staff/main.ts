// The components' styles for a browser with scripts apply only where the script has really started.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
