"""How every form of the portal is rendered: templates/django/forms/, in the anatomy of KRDS."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Label, required or optional, hint, control, message; the summary of errors comes first."""

    form_template_name = "django/forms/form.html"
    formset_template_name = "django/forms/formset.html"
    field_template_name = "django/forms/field.html"
