def listing(request, queryset):
    # ruleid: input-names-columns
    queryset.order_by(request.GET["sort"])
    # ruleid: input-names-columns
    queryset.filter(**request.GET.dict())
    names = request.query_params.getlist("fields")
    # ruleid: input-names-columns
    queryset.values(*names)
    conditions = dict(request.data)
    # ruleid: input-names-columns
    queryset.filter(Q(**conditions))
    # ok: input-names-columns
    queryset.order_by("name_ko")
    # ok: input-names-columns
    queryset.filter(status=request.GET["status"])


def back(request):
    # ruleid: open-redirect
    redirect(request.GET.get("next"))
    target = request.POST["next"]
    # ruleid: open-redirect
    HttpResponseRedirect(target)
    # ok: open-redirect
    redirect("home")


def search(request, queryset):
    # ruleid: regular-expression-of-a-caller
    queryset.filter(name__iregex=request.GET["q"])
    # ok: regular-expression-of-a-caller
    queryset.filter(name__icontains=request.GET["q"])


def read(body):
    # ruleid: unsafe-reading
    pickle.loads(body)
    # ruleid: unsafe-reading
    yaml.load(body)
    # ruleid: unsafe-reading
    eval(body)
    # ok: unsafe-reading
    json.loads(body)
