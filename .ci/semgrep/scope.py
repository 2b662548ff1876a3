def read(request, pk):
    # ruleid: unscoped-query
    Lab.objects.get(pk=pk)
    # ruleid: unscoped-query
    Lab.objects.filter(pk=pk).first()
    # ruleid: unscoped-query
    get_object_or_404(Lab, pk=pk)
    # ruleid: unscoped-query
    Lab._default_manager.all()
    # ok: unscoped-query
    Lab.objects.visible_to(request.user).filter(pk=pk)
    # ok: unscoped-query
    get_object_or_404(Lab.objects.visible_to(request.user), pk=pk)
    # ok: unscoped-query
    Lab.objects.editable_by(request.user).get(pk=pk)


class Form:
    class Meta:
        # ruleid: every-field
        fields = "__all__"


class Serializer:
    # ruleid: every-field
    class Meta:
        model = Lab
        exclude = ("secret",)


class Named:
    class Meta:
        # ok: every-field
        fields = ("name_ko", "name_en")
