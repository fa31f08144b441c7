namespace Troth.Import.Reading;

/// <summary>
/// Suggests what a file brings and which column feeds which field, from the columns' names, their values and the file's name.
/// </summary>
public static class MappingSuggester
{
    private const double Recognised = 2, RecognisedByName = 3.5, NameWeight = 3;

    public static MappingSuggestion Suggest(FileProfile file)
    {
        var records = IsSales(file) ? Sales(file) : OneSubject(file);
        var used = records.SelectMany(record => record.Fields.Append(record.Key)).OfType<FieldSuggestion>()
            .SelectMany(field => field.Value.Columns ?? [field.Value.Column!]).ToHashSet();
        return new MappingSuggestion(records, [.. file.Columns.Select(column => column.Name).Where(name => !used.Contains(name))]);
    }

    // Quantities or amounts beside an order number or a product and a day: each row is a line of an order.
    private static bool IsSales(FileProfile file)
    {
        var line = new RecordSuggester(ImportEntities.OrderLine, own: false, repeats: false, file).Fields();
        bool Has(string name) => line.Exists(field => field.Field == name && field.Confidence >= 0.5);
        var named = FileSubject.ByName(file.Name);
        if (named is "product" or "account" or "contact" && !Has("order") || named is { Length: > 0 } && ImportEntities.Vocabulary.OnlyByFile.Contains(named))
            return false;
        var native = file.Columns.Count(column => column.Name is "order" or "product" or "quantity" or "unitPrice" or "amount") >= 2;
        return native || (Has("quantity") || Has("amount")) && (Has("order") || Has("product") && (Has("unitPrice") || Has("amount")));
    }

    private static List<RecordSuggestion> Sales(FileProfile file)
    {
        var line = Suggest(ImportEntities.OrderLine, own: true, repeats: false, file, Words.Say("suggested.line"), 0.95);
        var records = new List<RecordSuggestion>();
        var order = Suggest(ImportEntities.Order, own: true, repeats: true, file, Words.Say("suggested.order"), 0.9);
        if (order.Key is null && !line.Fields.Any(field => field.Field == "order"))
            order = order with { Key = MadeUpOrder(order, file), Confidence = 0.4, Reason = Words.Say("suggested.orderMadeUp") };
        foreach (var entity in new[] { ImportEntities.Seller, ImportEntities.Product, ImportEntities.Account })
        {
            var master = Suggest(entity, own: false, repeats: true, file, "", 0.8);
            if (master.Key is null && master.Fields.FirstOrDefault(field => field.Field == "name") is { } name)
                master = master with { Key = name with { Field = "key", Confidence = 0.5, Reason = Words.Say("suggested.nameNoKey") }, Confidence = 0.6 };
            if (master.Key is null)
                continue;
            if (entity == ImportEntities.Account && master.Fields.Count > 0 && !master.Fields.Any(field => field.Field == "name"))
                master = master with { Fields = [master.Key with { Field = "name", Confidence = 0.4, Reason = Words.Say("suggested.keyAsName") }, .. master.Fields] };
            var named = master.Fields.Any(field => field.Field == "name");
            records.Add(named
                ? master with { Reason = Words.Say("suggested.master", entity.Name, master.Key.Value.Column) }
                : master with { Confidence = 0.4, Reason = Words.Say("suggested.keyOnly", master.Key.Value.Column) });
        }
        if (order.Key is not null)
        {
            records.Add(order);
            line = line with { Fields = [.. line.Fields.Where(field => field.Field != "order").Prepend(order.Key with { Field = "order" })] };
        }
        records.Add(line);
        return records;
    }

    private static FieldSuggestion? MadeUpOrder(RecordSuggestion order, FileProfile file)
    {
        var day = order.Fields.FirstOrDefault(field => field.Field == "orderedOn");
        var account = order.Fields.FirstOrDefault(field => field.Field == "account");
        return day is null || account is null ? null
            : new FieldSuggestion("key", new RecipeValue { Columns = [account.Value.Column!, day.Value.Column!], Join = "/" }, 0.4, Words.Say("suggested.noOrderNumber", file.Name));
    }

    private static List<RecordSuggestion> OneSubject(FileProfile file)
    {
        var hint = FileSubject.ByName(file.Name);
        var (entity, weight) = ImportEntities.All.Where(entity => entity != ImportEntities.OrderLine && (entity.Name == hint || !ImportEntities.Vocabulary.OnlyByFile.Contains(entity.Name)))
            .Select(entity => (entity, Weight: FileSubject.Weight(entity.Name, file) + (entity.Name == hint ? NameWeight : 0))).MaxBy(scored => scored.Weight);
        var named = entity.Name == hint;
        // Without a header the names of columns say nothing, and the file's name must do.
        if (weight < (named ? file.Shape.Header is false ? NameWeight : RecognisedByName : Recognised))
            return [];
        var confidence = Math.Min(named ? 0.95 : 0.7, 0.4 + weight / 10);
        var reason = named ? Words.Say("suggested.named") : Words.Say("suggested.columns");
        var main = Suggest(entity, own: true, repeats: false, file, reason, confidence);
        return entity == ImportEntities.Contact ? People(main, file) : [main];
    }

    /// <summary>A list of people may bring their companies along, or name them in a column called just "Name".</summary>
    private static List<RecordSuggestion> People(RecordSuggestion contact, FileProfile file)
    {
        var name = contact.Fields.FirstOrDefault(field => field.Field == "name");
        var last = file.Columns.FirstOrDefault(column => column.Name == contact.Fields.FirstOrDefault(field => field.Field == "lastName")?.Value.Column);
        var called = file.Columns.Any(column => column.Name != name?.Value.Column && FieldNames.Of(column.Name).Any(meaning => meaning.Entity == "contact" && meaning.Field == "account"));
        if (!called && name is not null && last is not null && name.Value.Column is { } nameColumn && file.Column(nameColumn) is { } column && !column.Examples.Any(whole => last.Examples.Any(part => whole.Contains(part, StringComparison.Ordinal))))
        {
            var company = new FieldSuggestion("account", new RecipeValue { Column = column.Name, By = "name" }, 0.7, Words.Say("suggested.companyName", column.Name));
            contact = contact with { Fields = [.. contact.Fields.Where(field => field.Field is not ("name" or "account")).Prepend(company)] };
        }
        var account = Suggest(ImportEntities.Account, own: false, repeats: true, file, Words.Say("suggested.company"), 0.6);
        if (account.Fields.FirstOrDefault(field => field.Field == "name") is not { } companyName)
            return [contact];
        account = account with { Key = account.Key ?? companyName with { Field = "key" } };
        contact = contact with { Fields = [.. contact.Fields.Where(field => field.Field != "account").Prepend(account.Key with { Field = "account" })] };
        return [account, contact];
    }

    private static RecordSuggestion Suggest(ImportEntity entity, bool own, bool repeats, FileProfile file, string reason, double confidence)
    {
        var suggester = new RecordSuggester(entity, own, repeats, file);
        var key = entity.HasKey ? suggester.Key() : null;
        return new RecordSuggestion(entity.Name, confidence, reason, key, suggester.Fields(), repeats);
    }
}
