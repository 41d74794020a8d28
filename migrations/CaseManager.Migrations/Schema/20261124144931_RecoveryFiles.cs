using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class RecoveryFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "recovery_files",
                schema: "sealing",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    AB = table.Column<byte[]>(type: "bytea", nullable: false),
                    AC = table.Column<byte[]>(type: "bytea", nullable: false),
                    BC = table.Column<byte[]>(type: "bytea", nullable: false),
                    StoredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recovery_files", x => x.Id);
                    table.CheckConstraint("one_row", "\"Id\" = 1");
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "recovery_files",
                schema: "sealing");
        }
    }
}
