using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Platform.Data;

namespace Troth.Platform.Mail;

public static class MailData
{
    extension(TrothContext db)
    {
        /// <summary>The outbox: what is added here leaves once the transaction is through.</summary>
        public DbSet<Mail> Mails => db.Set<Mail>();
    }
}

public sealed class MailTable : IEntityTypeConfiguration<Mail>
{
    public void Configure(EntityTypeBuilder<Mail> table)
    {
        table.ToTable("mails");
        table.Property(m => m.Id).ValueGeneratedNever();
        table.Property(m => m.To).HasMaxLength(Mail.AddressMax);
        table.Property(m => m.Subject).HasMaxLength(Mail.SubjectMax);
        table.Property(m => m.Writer).HasMaxLength(Mail.WriterMax);
        table.Property(m => m.State).HasConversion<string>().HasMaxLength(12);
        table.Property(m => m.Error).HasMaxLength(Mail.ErrorMax);
        table.HasIndex(m => new { m.State, m.DueAt });
        table.HasIndex(m => new { m.State, m.DoneAt });
        table.HasIndex(m => new { m.MadeAt, m.Id });
    }
}
